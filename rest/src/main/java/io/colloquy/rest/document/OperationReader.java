package io.colloquy.rest.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.rest.schema.Schema;
import io.colloquy.rest.schema.SchemaReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads one operation of an OpenAPI document. */
final class OperationReader {

  private static final String JSON = "application/json";

  private final SchemaReader schemas;

  OperationReader(SchemaReader schemas) {
    this.schemas = schemas;
  }

  Operation read(String method, String path, JsonNode json) {
    List<Operation.Parameter> parameters = new ArrayList<>();
    json.path("parameters").forEach(parameter -> parameters.add(parameter(parameter)));
    return new Operation(
        json.get("operationId").textValue(),
        method,
        path,
        List.copyOf(parameters),
        body(json.path("requestBody")),
        answers(json.get("responses")));
  }

  private Operation.Parameter parameter(JsonNode json) {
    var schema = json.get("schema");
    return new Operation.Parameter(
        json.get("name").textValue(),
        json.get("in").textValue(),
        json.path("required").booleanValue(),
        schemas.read(schema),
        Optional.ofNullable(schema.get("default")));
  }

  private Optional<Operation.Body> body(JsonNode json) {
    return json.path("content").properties().stream()
        .findFirst()
        .map(
            content ->
                new Operation.Body(
                    content.getKey(), schemas.read(content.getValue().get("schema"))));
  }

  private Map<Integer, Optional<Schema>> answers(JsonNode responses) {
    Map<Integer, Optional<Schema>> answers = new TreeMap<>();
    for (var response : responses.properties()) {
      var schema = response.getValue().path("content").path(JSON).get("schema");
      answers.put(
          Integer.valueOf(response.getKey()), Optional.ofNullable(schema).map(schemas::read));
    }
    return answers;
  }
}
