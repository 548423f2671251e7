/**
 * What the user says: from an edge's bytes to words and turns. {@link
 * io.colloquy.conversation.speech.Ears} is one conversation's hearing; {@link
 * io.colloquy.conversation.speech.VoiceActivity} and {@link
 * io.colloquy.conversation.speech.SpeechRecognizer} are what it hears with.
 */
package io.colloquy.conversation.speech;
