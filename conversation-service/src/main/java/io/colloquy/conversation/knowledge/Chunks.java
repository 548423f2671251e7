package io.colloquy.conversation.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into chunks that each are about one thing: whole paragraphs where they are short,
 * whole sentences where they are not.
 */
final class Chunks {

  /** Characters; what an embedding network of 256 tokens takes in. */
  static final int LONGEST = 900;

  /** Short paragraphs go together up to here: a chunk about several things is near to none. */
  private static final int TOGETHER = 500;

  private final List<String> chunks = new ArrayList<>();
  private final StringBuilder chunk = new StringBuilder();

  static List<String> of(String text) {
    var cutter = new Chunks();
    for (var paragraph : text.split("\\n\\s*\\n")) {
      cutter.add(paragraph.strip());
    }
    cutter.end();
    return cutter.chunks;
  }

  private void add(String paragraph) {
    if (paragraph.length() <= LONGEST) {
      append("\n\n", paragraph, TOGETHER);
      return;
    }
    end();
    var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    sentences.setText(paragraph);
    int start = sentences.first();
    for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
      addSentence(paragraph.substring(start, end).strip());
      start = end;
    }
    end();
  }

  /** What is too long for a sentence is cut between characters, never inside of one. */
  private void addSentence(String sentence) {
    var rest = sentence;
    while (rest.length() > LONGEST) {
      int space = rest.lastIndexOf(' ', LONGEST);
      int cut = space > LONGEST / 2 ? space : LONGEST;
      cut = Character.isHighSurrogate(rest.charAt(cut - 1)) ? cut - 1 : cut;
      append(" ", rest.substring(0, cut).strip(), LONGEST);
      rest = rest.substring(cut).strip();
    }
    append(" ", rest, LONGEST);
  }

  private void append(String border, String part, int most) {
    if (part.isEmpty()) {
      return;
    }
    if (chunk.length() + border.length() + part.length() > most) {
      end();
    }
    chunk.append(chunk.isEmpty() ? "" : border).append(part);
  }

  private void end() {
    if (!chunk.isEmpty()) {
      chunks.add(chunk.toString());
      chunk.setLength(0);
    }
  }
}
