package io.colloquy.tts.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A voice that an agent may name.
 *
 * @param id what an agent's {@code voice_id} holds
 * @param language ISO 639-1 code; empty for a voice of many languages
 * @param accent of the language; empty where nothing is known of it
 * @param gender empty where nothing is known of it
 */
public record OfferedVoice(
    String id,
    String name,
    String description,
    String engine,
    String language,
    String accent,
    String gender) {

  /** What is known of it in single words. */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    labels.put("engine", engine);
    if (!language.isEmpty()) {
      labels.put("language", language);
    }
    if (!accent.isEmpty()) {
      labels.put("accent", accent);
    }
    if (!gender.isEmpty()) {
      labels.put("gender", gender);
    }
    return labels;
  }

  /** Whether the words are somewhere in what is told of the voice. */
  boolean mentions(String words) {
    var wanted = words.strip().toLowerCase(Locale.ROOT);
    return List.of(id, name, description, String.join(" ", labels().values())).stream()
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
