package io.colloquy.conversation.speech.whole;

import io.colloquy.conversation.speech.Facts;

/** The words of an utterance and what else is known of it. */
public record Transcript(String text, Facts facts) {}
