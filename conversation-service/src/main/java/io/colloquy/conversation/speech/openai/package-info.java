/**
 * Recognition by OpenAI and every server that speaks its transcription protocol, such as
 * faster-whisper's and whisper.cpp's.
 */
package io.colloquy.conversation.speech.openai;
