package io.colloquy.llm.model;

/**
 * What an answer has used.
 *
 * @param model the model that answered
 */
public record Usage(String model, int inputTokens, int outputTokens) {}
