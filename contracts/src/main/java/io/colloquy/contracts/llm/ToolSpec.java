package io.colloquy.contracts.llm;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A tool that is offered to a model.
 *
 * @param name letters, digits, {@code _} and {@code -}
 * @param description tells the model when to use it
 * @param parameters a JSON Schema of type object, handed to the model as it is; nobody changes it
 *     after it was handed over
 */
public record ToolSpec(String name, String description, ObjectNode parameters) {}
