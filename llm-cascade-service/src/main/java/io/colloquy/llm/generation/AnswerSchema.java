package io.colloquy.llm.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import io.colloquy.contracts.Json;
import java.util.List;

/** The JSON Schema that an answer is to follow. It refers to nothing outside of itself. */
public final class AnswerSchema {

  /** More than that tells a model nothing new. */
  private static final int MOST_FLAWS = 10;

  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.schemaLoaders(
                  loaders -> loaders.values(List::clear).add(DisallowSchemaLoader.getInstance())));

  private static final SchemaValidatorsConfig CONFIG =
      SchemaValidatorsConfig.builder().preloadJsonSchema(true).pathType(PathType.JSON_PATH).build();

  private final JsonSchema schema;

  /**
   * @throws IllegalArgumentException if it is no JSON Schema
   */
  public AnswerSchema(ObjectNode schema) {
    try {
      this.schema = FACTORY.getSchema(schema, CONFIG);
      this.schema.initializeValidators();
    } catch (JsonSchemaException e) {
      throw new IllegalArgumentException("no JSON Schema: " + e.getMessage(), e);
    }
  }

  /** The first schema takes a tenth of a second, which no event loop has. */
  public static void warmUp() {
    var _ = new AnswerSchema(Json.MAPPER.createObjectNode().put("type", "object")).flaws("{}");
  }

  /** What is wrong with an answer, in words for the model that gave it; empty for a good one. */
  List<String> flaws(String answer) {
    JsonNode document;
    try {
      document =
          Json.MAPPER
              .reader()
              .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(answer);
    } catch (JsonProcessingException e) {
      return List.of("It is not a JSON document and nothing else.");
    }
    if (document.isMissingNode()) {
      return List.of("It is empty.");
    }
    try {
      return schema.validate(document).stream()
          .map(ValidationMessage::getMessage)
          .limit(MOST_FLAWS)
          .toList();
    } catch (JsonSchemaException e) {
      return List.of("It could not be held against the schema: " + e.getMessage());
    }
  }
}
