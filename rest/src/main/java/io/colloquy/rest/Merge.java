package io.colloquy.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a PATCH does to a document: objects merge member by member, arrays and single values are
 * replaced, and a null takes a member away, so that it has its default again.
 */
public final class Merge {

  public static ObjectNode of(ObjectNode document, ObjectNode patch) {
    var merged = document.deepCopy();
    for (var member : patch.properties()) {
      var name = member.getKey();
      var value = merged(merged.get(name), member.getValue());
      if (value == null) {
        merged.remove(name);
      } else {
        merged.set(name, value);
      }
    }
    return merged;
  }

  private static JsonNode merged(JsonNode old, JsonNode patch) {
    if (patch.isNull()) {
      // A null that stood there already is what the client read and sends back.
      return old != null && old.isNull() ? old : null;
    }
    return old instanceof ObjectNode document && patch instanceof ObjectNode change
        ? of(document, change)
        : patch;
  }

  private Merge() {}
}
