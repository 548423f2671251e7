package io.colloquy.tts.dictionary;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How one text is to be said. */
public sealed interface Rule {

  /** The text that is replaced; never empty. */
  String written();

  /** Which occurrences of the text are meant. */
  Where where();

  /**
   * @param caseSensitive whether the case of letters matters
   * @param wordBoundaries whether only whole words are meant
   */
  record Where(boolean caseSensitive, boolean wordBoundaries) {
    static final Where USUAL = new Where(true, true);
  }

  /** Another text is said. */
  record Alias(String written, String alias, Where where) implements Rule {}

  /** Sounds are said. */
  record Phoneme(String written, String phoneme, Alphabet alphabet, Where where) implements Rule {}

  /** In which sounds are written. */
  enum Alphabet {
    /** The International Phonetic Alphabet. */
    IPA("ipa"),
    /** The ASCII symbols of the CMU dictionary. */
    CMU_ARPABET("cmu-arpabet");

    private final String wireName;

    Alphabet(String wireName) {
      this.wireName = wireName;
    }

    @JsonValue
    String wireName() {
      return wireName;
    }

    static Optional<Alphabet> of(String name) {
      return Arrays.stream(values())
          .filter(alphabet -> alphabet.wireName.equals(name.toLowerCase(Locale.ROOT)))
          .findFirst();
    }
  }

  /**
   * @param document as the document of the interface demands
   */
  static Rule of(JsonNode document) {
    var written = Rules.written(document);
    var where =
        new Where(
            document.path("case_sensitive").asBoolean(true),
            document.path("word_boundaries").asBoolean(true));
    return document.path("type").asText().equals("alias")
        ? new Alias(written, document.path("alias").asText(), where)
        : new Phoneme(
            written,
            document.path("phoneme").asText(),
            Alphabet.of(document.path("alphabet").asText()).orElseThrow(),
            where);
  }

  /** As clients write it. */
  default ObjectNode document() {
    var document = Json.MAPPER.createObjectNode();
    switch (this) {
      case Alias alias -> document.put("type", "alias").put("alias", alias.alias());
      case Phoneme phoneme ->
          document
              .put("type", "phoneme")
              .put("phoneme", phoneme.phoneme())
              .put("alphabet", phoneme.alphabet().wireName());
    }
    return document
        .put("string_to_replace", written())
        .put("case_sensitive", where().caseSensitive())
        .put("word_boundaries", where().wordBoundaries());
  }
}
