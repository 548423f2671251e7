package io.colloquy.conversation.speech.fallback;

import io.colloquy.conversation.speech.SpeechRecognizer;

/**
 * One recogniser in the order.
 *
 * @param name as in {@code colloquy.asr.order}
 */
public record Route(String name, SpeechRecognizer recognizer, Breaker breaker) {}
