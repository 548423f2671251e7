package io.colloquy.llm.builtin;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a paragraph into what can be said on its own. */
final class Sentences {

  private static final Pattern ABBREVIATED =
      Pattern.compile(
          "(?i).*\\b(mr|mrs|ms|dr|prof|st|no|vs|etc|e\\.g|i\\.e|a\\.m|p\\.m|approx|inc|ltd|co|[a-z])\\.$",
          Pattern.DOTALL);

  /** A sentence that cannot be understood without the one before it. */
  private static final Pattern CONTINUING =
      Pattern.compile("(?i)^(it|its|they|their|them|this|these|that|those|he|she|his|her)\\b.*");

  /** The sentences; one that goes on about the last one's subject stays with it. */
  static List<String> of(String paragraph) {
    List<String> sentences = new ArrayList<>();
    for (var sentence : each(paragraph)) {
      if (!sentences.isEmpty() && CONTINUING.matcher(sentence).matches()) {
        sentences.addLast(sentences.removeLast() + " " + sentence);
      } else {
        sentences.add(sentence);
      }
    }
    return sentences;
  }

  /** Every sentence on its own. */
  static List<String> each(String paragraph) {
    var borders = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    borders.setText(paragraph);
    List<String> pieces = new ArrayList<>();
    var piece = new StringBuilder();
    int from = borders.first();
    for (int to = borders.next(); to != BreakIterator.DONE; from = to, to = borders.next()) {
      piece.append(paragraph, from, to);
      var text = piece.toString().strip();
      if (!ABBREVIATED.matcher(text).matches() || to == paragraph.length()) {
        if (!text.isEmpty()) {
          pieces.add(text);
        }
        piece.setLength(0);
      }
    }
    return pieces;
  }

  private Sentences() {}
}
