/** Recognition by Deepgram over its live WebSocket ({@code /v1/listen}). */
package io.colloquy.conversation.speech.deepgram;
