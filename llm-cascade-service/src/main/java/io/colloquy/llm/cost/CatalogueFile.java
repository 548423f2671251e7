package io.colloquy.llm.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A file of models: {@code {"models": [{"llm": "…", …}, …]}}. Read as it is, so that another file
 * can change single members of what one says.
 *
 * @param models by id, in the order of the file
 */
record CatalogueFile(ObjectNode document, Map<String, ObjectNode> models) {

  /** Of models and of their fixed versions. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>(models.keySet());
    models.values().stream()
        .flatMap(model -> model.path("checkpoints").valueStream())
        .map(JsonNode::asText)
        .forEach(ids::add);
    return ids;
  }

  /** The file in the jar. */
  static CatalogueFile builtin() {
    try (var file = CatalogueFile.class.getResourceAsStream("models.json")) {
      return read("models.json", file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("models.json is not in the jar", e);
    }
  }

  /**
   * @throws IllegalArgumentException if the operator's file cannot be read, and says why
   */
  static CatalogueFile at(Path path) {
    try {
      return read(path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The model catalogue %s cannot be read: %s".formatted(path, e.getClass().getSimpleName()),
          e);
    }
  }

  private static CatalogueFile read(String name, byte[] bytes) throws IOException {
    JsonNode document;
    try {
      document = Json.MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw flawed(name, "is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!(document instanceof ObjectNode object) || !object.path("models").isArray()) {
      throw flawed(name, "has no list \"models\"", null);
    }
    Map<String, ObjectNode> models = new LinkedHashMap<>();
    for (var model : object.path("models")) {
      var llm = model.path("llm").asText("");
      if (!(model instanceof ObjectNode facts) || llm.isBlank()) {
        throw flawed(name, "has a model without an id (\"llm\")", null);
      }
      if (models.put(llm, facts) != null) {
        throw flawed(name, "has " + llm + " twice", null);
      }
    }
    return new CatalogueFile(object, models);
  }

  private static IllegalArgumentException flawed(String name, String flaw, Exception cause) {
    return new IllegalArgumentException("The model catalogue %s %s.".formatted(name, flaw), cause);
  }
}
