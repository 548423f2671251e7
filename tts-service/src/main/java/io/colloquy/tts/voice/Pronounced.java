package io.colloquy.tts.voice;

import io.colloquy.tts.phones.Ipa;

/**
 * Characters {@code [start, end)} of an utterance's text, a word or some words, are to be said with
 * these sounds. An engine that cannot say them says the words as it would by itself.
 */
public record Pronounced(int start, int end, Ipa sounds) {}
