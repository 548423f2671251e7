package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.ToolSpec;

/**
 * A tool of an agent as its model may use it.
 *
 * @param type {@code webhook}, {@code client}, {@code system} or {@code mcp}
 * @param spec what the model is told; a system tool has the name of its kind
 * @param config as it is stored
 */
public record Offer(String type, ToolSpec spec, ObjectNode config) {

  public static final String SYSTEM = "system";

  public static Offer of(ObjectNode config) {
    var type = config.path("type").asText(concluded(config));
    return new Offer(type, spec(type, config), config);
  }

  /** Built-in tools need not say their type, nor do the tools of some samples. */
  private static String concluded(ObjectNode config) {
    return config.has("params") ? SYSTEM : config.has("api_schema") ? "webhook" : "client";
  }

  private static ToolSpec spec(String type, ObjectNode config) {
    return switch (type) {
      case SYSTEM -> SystemTools.spec(config);
      case "webhook" -> spec(config, Parameters.ofWebhook(config.path("api_schema")));
      case "mcp" -> spec(config, Parameters.ofMcp(config));
      default -> spec(config, Parameters.of(config.path("parameters")));
    };
  }

  private static ToolSpec spec(ObjectNode config, ObjectNode parameters) {
    return new ToolSpec(
        config.path("name").asText(), config.path("description").asText(""), parameters);
  }

  public String name() {
    return spec.name();
  }
}
