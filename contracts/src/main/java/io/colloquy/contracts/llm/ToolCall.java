package io.colloquy.contracts.llm;

/**
 * A model wants a tool to be used.
 *
 * @param id names this call within its conversation; the tool's result carries it back
 * @param name the tool's name as it was offered
 * @param arguments a JSON object, as text
 */
public record ToolCall(String id, String name, String arguments) {}
