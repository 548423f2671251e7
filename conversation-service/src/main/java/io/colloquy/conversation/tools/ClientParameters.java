package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colloquy.conversation.prompt.Variables;
import java.util.Optional;

/**
 * The parameters of a client's tool: what the model gave, with the constants and dynamic variables
 * in which it has no say. A client is never sent a secret variable.
 */
public final class ClientParameters {

  public static ObjectNode of(ObjectNode config, ObjectNode given, Variables variables) {
    var parameters = given.deepCopy();
    for (var property : config.at("/parameters/properties").properties()) {
      fixed(property.getValue(), variables)
          .ifPresent(value -> parameters.set(property.getKey(), value));
    }
    return parameters;
  }

  private static Optional<JsonNode> fixed(JsonNode property, Variables variables) {
    var variable = property.path("dynamic_variable").asText("");
    if (!variable.isEmpty()) {
      return variable.startsWith(Variables.SECRET)
          ? Optional.empty()
          : variables.value(variable).map(TextNode::valueOf);
    }
    var constant = property.path("constant_value");
    return constant.asText("").isEmpty() ? Optional.empty() : Optional.of(constant);
  }

  private ClientParameters() {}
}
