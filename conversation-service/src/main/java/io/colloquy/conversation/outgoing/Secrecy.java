package io.colloquy.conversation.outgoing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colloquy.contracts.Json;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Takes secrets out of what others get to see: also where a server repeats them, in the spellings
 * that they have in a URL and in JSON, and without the scheme of an {@code Authorization}.
 */
public final class Secrecy {

  /** Stands in the place of a secret; it needs no escaping anywhere. */
  public static final String MARK = "REDACTED";

  private static final String SECRET_VARIABLE = "secret__";

  /** A shorter one is no secret, and would be found in everything that a server says. */
  private static final int SHORTEST_IN_TEXT = 4;

  private final List<String> spellings;

  public Secrecy(Collection<String> secrets) {
    this.spellings =
        secrets.stream()
            .flatMap(Secrecy::spellings)
            .filter(spelling -> !spelling.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The values of those variables that are secret by their name. */
  public static Stream<String> among(Map<String, Object> variables) {
    return variables.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith(SECRET_VARIABLE))
        .map(variable -> String.valueOf(variable.getValue()));
  }

  private static Stream<String> spellings(String secret) {
    int scheme = secret.indexOf(' ');
    var bare = scheme < 0 ? secret : secret.substring(scheme + 1);
    return Stream.of(secret, bare)
        .flatMap(value -> Stream.of(value, Escape.value(value), inJson(value)));
  }

  private static String inJson(String value) {
    var quoted = Json.text(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** Of any length, as a server or a model may have it. */
  public String inText(String text) {
    return without(text, SHORTEST_IN_TEXT);
  }

  /** Characters that a secret has at most. */
  public int longest() {
    return spellings.isEmpty() ? 0 : spellings.getFirst().length();
  }

  /** Every text and number of a document that is about a request, down to the shortest secret. */
  public ObjectNode in(ObjectNode document) {
    return (ObjectNode) within(document);
  }

  private JsonNode within(JsonNode node) {
    if (node.isObject()) {
      var object = Json.MAPPER.createObjectNode();
      node.properties().forEach(it -> object.set(it.getKey(), within(it.getValue())));
      return object;
    }
    if (node.isTextual() || node.isNumber()) {
      var shown = without(node.asText(), 1);
      return shown.equals(node.asText()) ? node : TextNode.valueOf(shown);
    }
    return node;
  }

  private String without(String text, int shortest) {
    var shown = text;
    for (var spelling : spellings) {
      if (spelling.length() >= shortest) {
        shown = shown.replace(spelling, MARK);
      }
    }
    return shown;
  }
}
