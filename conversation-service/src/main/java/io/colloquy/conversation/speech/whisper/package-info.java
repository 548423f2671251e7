/**
 * Recognition by whisper.cpp in this process, with a model that the operator has put on the disk.
 */
package io.colloquy.conversation.speech.whisper;
