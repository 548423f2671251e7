package io.colloquy.conversation.turn;

import java.util.Map;

/**
 * What the user said or typed, as one turn.
 *
 * @param beganAt epoch milliseconds
 * @param metricsMs named durations in milliseconds
 */
record UserWords(String text, boolean typed, long beganAt, Map<String, Double> metricsMs) {}
