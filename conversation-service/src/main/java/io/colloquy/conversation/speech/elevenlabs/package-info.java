/** Recognition by ElevenLabs over its realtime WebSocket ({@code /v1/speech-to-text/realtime}). */
package io.colloquy.conversation.speech.elevenlabs;
