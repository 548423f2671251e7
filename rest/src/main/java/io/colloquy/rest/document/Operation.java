package io.colloquy.rest.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.StrictJson;
import io.colloquy.rest.schema.Check;
import io.colloquy.rest.schema.Defaults;
import io.colloquy.rest.schema.Schema;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the document.
 *
 * @param path with the names of its parameters in braces
 * @param body of a request
 * @param answers the status codes that it may answer, and the schema of each JSON body
 */
public record Operation(
    String id,
    String method,
    String path,
    List<Parameter> parameters,
    Optional<Body> body,
    Map<Integer, Optional<Schema>> answers) {

  /**
   * A parameter outside the body.
   *
   * @param in {@code query} or {@code path}
   */
  public record Parameter(
      String name, String in, boolean required, Schema schema, Optional<JsonNode> otherwise) {}

  /** A body, and what a client calls its media type. */
  public record Body(String mediaType, Schema schema) {}

  /** Whether a request for this path may be for this operation. */
  boolean covers(String requested) {
    var template = path.split("/", -1);
    var segments = requested.split("/", -1);
    if (template.length != segments.length) {
      return false;
    }
    for (int i = 0; i < template.length; i++) {
      boolean fits = template[i].startsWith("{") && !segments[i].isEmpty();
      if (!fits && !template[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * The body of a request, which fits the document. Members that the document does not name are
   * still there, defaults are not.
   *
   * @throws InvalidRequest that names every flaw
   */
  public ObjectNode read(byte[] received) {
    return checked(StrictJson.object(received));
  }

  /**
   * The same for a body that is already parsed, after {@link StrictJson#object}.
   *
   * @throws InvalidRequest that names every flaw
   */
  public ObjectNode checked(ObjectNode received) {
    var flaws = Check.flaws(schemaOfBody(), received, List.of(Flaw.BODY));
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return received;
  }

  /** A body, or what is stored of it, with every default of its schema. */
  public ObjectNode filled(ObjectNode body) {
    return (ObjectNode) Defaults.filled(schemaOfBody(), body);
  }

  private Schema schemaOfBody() {
    return body.orElseThrow(() -> new IllegalStateException(id + " takes no body")).schema();
  }

  /**
   * The parameters in the query, read as the document says, with their defaults.
   *
   * @throws InvalidRequest that names every flaw
   */
  public Arguments query(Map<String, ? extends Collection<String>> query) {
    return Arguments.read(parameters, Flaw.QUERY, query);
  }

  /**
   * The parameters in the path, likewise.
   *
   * @throws InvalidRequest that names every flaw
   */
  public Arguments path(Map<String, ? extends Collection<String>> path) {
    return Arguments.read(parameters, "path", path);
  }
}
