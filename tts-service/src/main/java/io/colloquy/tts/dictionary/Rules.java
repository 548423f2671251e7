package io.colloquy.tts.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The rules of a dictionary in their order, as clients wrote them.
 *
 * @param documents each as the document of the interface demands
 */
public record Rules(List<JsonNode> documents) {

  /** More are refused: the rules of a dictionary are held in memory as a whole. */
  public static final int MOST = 20_000;

  private static final String WRITTEN = "string_to_replace";
  private static final List<String> TEXTS = List.of(WRITTEN, "alias", "phoneme");

  public Rules {
    documents = List.copyOf(documents);
    if (documents.size() > MOST) {
      throw new InvalidRequest(
          Flaw.ofValue(
              List.of(Flaw.BODY, "rules"), "A dictionary has at most %d rules".formatted(MOST)));
    }
  }

  static Rules of(Collection<Rule> rules) {
    return new Rules(rules.stream().<JsonNode>map(Rule::document).toList());
  }

  static Rules stored(JsonNode documents) {
    return new Rules(StreamSupport.stream(documents.spliterator(), false).toList());
  }

  /**
   * @throws InvalidRequest if a text could not be written into a lexicon
   */
  static Rules requested(JsonNode documents) {
    List<Flaw> flaws = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      for (var name : TEXTS) {
        if (!isXml(documents.get(i).path(name).asText())) {
          flaws.add(
              Flaw.ofValue(
                  List.of(Flaw.BODY, "rules", i, name),
                  "Input should be text without control characters"));
        }
      }
    }
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
    return stored(documents);
  }

  private static boolean isXml(String text) {
    return text.codePoints()
        .allMatch(
            c -> c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF));
  }

  static String written(JsonNode document) {
    return document.path(WRITTEN).asText();
  }

  public List<Rule> all() {
    return documents.stream().map(Rule::of).toList();
  }

  public int size() {
    return documents.size();
  }

  /** With other rules behind these, and in place of those for the same text. */
  Rules with(Rules others) {
    var replaced = others.documents.stream().map(Rules::written).collect(Collectors.toSet());
    List<JsonNode> all = new ArrayList<>(without(replaced).documents);
    all.addAll(others.documents);
    return new Rules(all);
  }

  /** Without the rules for these texts. */
  Rules without(Set<String> texts) {
    return new Rules(
        documents.stream().filter(document -> !texts.contains(written(document))).toList());
  }

  ArrayNode json() {
    return Json.MAPPER.createArrayNode().addAll(documents);
  }
}
