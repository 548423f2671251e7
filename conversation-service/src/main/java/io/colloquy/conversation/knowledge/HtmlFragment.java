package io.colloquy.conversation.knowledge;

import java.util.Locale;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Writes the body of a document as HTML for people: its structure and its text, and nothing that a
 * browser would run, load or follow elsewhere than to http and https.
 */
final class HtmlFragment extends DefaultHandler {

  private static final Set<String> ELEMENTS =
      Set.of(
          "a",
          "b",
          "blockquote",
          "br",
          "code",
          "dd",
          "div",
          "dl",
          "dt",
          "em",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "i",
          "li",
          "ol",
          "p",
          "pre",
          "strong",
          "sub",
          "sup",
          "table",
          "tbody",
          "td",
          "th",
          "thead",
          "tr",
          "u",
          "ul");
  private static final Set<String> EMPTY = Set.of("br", "hr");

  /** What they hold is no text. */
  private static final Set<String> SILENT = Set.of("head", "script", "style", "template");

  private final StringBuilder html = new StringBuilder();
  private int silent;

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    var element = local.toLowerCase(Locale.ROOT);
    silent += SILENT.contains(element) ? 1 : 0;
    if (silent == 0 && ELEMENTS.contains(element)) {
      html.append('<').append(element);
      var address = attributes.getValue("href");
      if (element.equals("a") && address != null && address.matches("(?i)https?://[^\\s\"]*")) {
        html.append(" href=\"");
        escape(address);
        html.append('"');
      }
      html.append('>');
    }
  }

  @Override
  public void endElement(String uri, String local, String name) {
    var element = local.toLowerCase(Locale.ROOT);
    if (silent == 0 && ELEMENTS.contains(element) && !EMPTY.contains(element)) {
      html.append("</").append(element).append('>');
    }
    silent -= SILENT.contains(element) ? 1 : 0;
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (silent == 0) {
      escape(new String(characters, start, length));
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    characters(characters, start, length);
  }

  private void escape(String text) {
    html.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
