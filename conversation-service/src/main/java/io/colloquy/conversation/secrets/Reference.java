package io.colloquy.conversation.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.rest.Flaw;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a document that names a secret: {@code {"secret_id": "…"}}.
 *
 * @param loc the way to the id
 */
public record Reference(List<Object> loc, String secretId) {

  private static final String MEMBER = "secret_id";

  /**
   * All in a document, at any depth.
   *
   * @param at where the document lies in the request
   */
  public static List<Reference> in(JsonNode document, List<Object> at) {
    List<Reference> references = new ArrayList<>();
    collect(document, at, references);
    return references;
  }

  private static void collect(JsonNode node, List<Object> at, List<Reference> references) {
    for (var member : node.properties()) {
      var loc = Flaw.path(at, member.getKey());
      if (member.getKey().equals(MEMBER) && member.getValue().isTextual()) {
        references.add(new Reference(loc, member.getValue().textValue()));
      }
      collect(member.getValue(), loc, references);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), Flaw.path(at, i), references);
      }
    }
  }
}
