package io.colloquy.rest.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.schema.Schema;
import io.colloquy.rest.schema.SchemaReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Colloquy's own OpenAPI document: what every operation takes and answers. */
public final class ApiDocument {

  private static final String RESOURCE = "/openapi.json";

  private final byte[] bytes;
  private final Map<String, Schema> schemas;
  private final List<Operation> operations;

  /** Read once, when it is first asked for. */
  private static final class Holder {
    static final ApiDocument DOCUMENT = load();
  }

  private ApiDocument(byte[] bytes) throws IOException {
    this.bytes = bytes;
    var json = Json.MAPPER.readTree(bytes);
    var reader = new SchemaReader(json.at("/components/schemas"));
    this.schemas = reader.named();
    this.operations = operations(json, new OperationReader(reader));
  }

  /** The document of this version. */
  public static ApiDocument get() {
    return Holder.DOCUMENT;
  }

  private static ApiDocument load() {
    try (var file = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      return new ApiDocument(file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  private static List<Operation> operations(JsonNode json, OperationReader reader) {
    List<Operation> operations = new ArrayList<>();
    for (var path : json.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        operations.add(
            reader.read(
                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
      }
    }
    // A path with a fixed segment goes before one with a parameter in its place.
    operations.sort(Comparator.comparing(operation -> operation.path().replace('{', '\uffff')));
    return List.copyOf(operations);
  }

  /** The document as it is served: JSON. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public List<Operation> operations() {
    return operations;
  }

  /**
   * The operation with this {@code operationId}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Operation operation(String id) {
    return operations.stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no operation is called " + id));
  }

  /**
   * The operation that a request is for.
   *
   * @param path as requested, or with the parameters' names in braces
   */
  public Optional<Operation> find(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equalsIgnoreCase(method))
        .filter(operation -> operation.covers(path))
        .findFirst();
  }

  /**
   * A schema by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Schema schema(String name) {
    return Optional.ofNullable(schemas.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no schema is called " + name));
  }

  /** The names of all schemas. */
  public List<String> schemaNames() {
    return schemas.keySet().stream().sorted().toList();
  }
}
