package io.colloquy.conversation.turn;

import io.colloquy.contracts.llm.SentFile;
import java.util.List;
import java.util.Map;

/**
 * What the user said or sent, as one turn.
 *
 * @param text may be empty where there are files
 * @param beganAt epoch milliseconds
 * @param metricsMs named durations in milliseconds
 */
record UserWords(
    String text,
    boolean typed,
    long beganAt,
    Map<String, Double> metricsMs,
    List<SentFile> files) {}
