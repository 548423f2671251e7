package io.colloquy.conversation.session;

import io.colloquy.conversation.language.LanguageTag;
import java.util.Map;

/**
 * What is said before a tool is used that must not be used in silence ({@code
 * force_pre_tool_speech}), if the model itself said nothing.
 */
final class Announcements {

  private static final Map<String, String> BY_LANGUAGE =
      Map.of(
          "en", "One moment, please.",
          "de", "Einen Moment, bitte.",
          "fr", "Un instant, s'il vous plaît.",
          "es", "Un momento, por favor.",
          "it", "Un momento, per favore.",
          "pt", "Um momento, por favor.",
          "nl", "Een moment, alstublieft.",
          "pl", "Chwileczkę, proszę.");

  /** Empty in a language that none is known for. */
  static String in(String language) {
    return BY_LANGUAGE.getOrDefault(LanguageTag.primary(language), "");
  }

  private Announcements() {}
}
