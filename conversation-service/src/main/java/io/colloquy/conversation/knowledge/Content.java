package io.colloquy.conversation.knowledge;

/**
 * What a document says.
 *
 * @param text for models and embeddings
 * @param html the same for people: a fragment without scripts
 * @param pages as they are counted for what a call costs: a PDF has its own, all else one for each
 *     {@value #CHARACTERS_OF_A_PAGE} characters, and parts of one
 */
record Content(String text, String html, double pages) {

  static final int CHARACTERS_OF_A_PAGE = 2400;

  static Content of(String text, String html) {
    return new Content(text, html, pages(text));
  }

  /** A text in which line ends mean something. */
  static Content ofText(String text) {
    return of(text, "<p>" + escaped(text).replace("\n", "<br>") + "</p>");
  }

  private static double pages(String text) {
    return Math.ceil(100.0 * text.length() / CHARACTERS_OF_A_PAGE) / 100;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
