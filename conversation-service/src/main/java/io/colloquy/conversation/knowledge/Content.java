package io.colloquy.conversation.knowledge;

import java.nio.charset.StandardCharsets;

/**
 * What a document says.
 *
 * @param text for models and embeddings
 * @param html the same for people: a fragment without scripts
 */
record Content(String text, String html) {

  static Content ofText(String text) {
    return new Content(text, "<p>" + escaped(text).replace("\n", "<br>") + "</p>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  int bytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
