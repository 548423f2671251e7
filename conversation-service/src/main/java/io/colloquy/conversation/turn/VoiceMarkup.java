package io.colloquy.conversation.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the mark-up by which a model changes voices in mid-answer (page 000): {@code <Label>text
 * </Label>}, while it streams, cut anywhere.
 *
 * <ul>
 *   <li>A label counts as it is written, upper and lower case.
 *   <li>Tags of other names change nothing and are not spoken either, with attributes or without.
 *   <li>A label within another one changes nothing: the outer voice goes on.
 *   <li>What is left open ends with the answer; what is closed without having been opened is
 *       ignored.
 *   <li>A {@code <} that begins no tag is text.
 * </ul>
 */
final class VoiceMarkup {

  /** Text in one voice; without a label in the agent's own. */
  record Run(Optional<String> label, String text) {}

  private static final int LONGEST_TAG = 120;

  private static final Pattern TAG =
      Pattern.compile(
          "</?\\p{L}[\\p{L}\\p{N}_-]*(\\s+[\\w:-]+\\s*=\\s*(\"[^\"<]*\"|'[^'<]*'))*\\s*/?>");

  private final Set<String> labels;
  private final StringBuilder tag = new StringBuilder();
  private Optional<String> open = Optional.empty();

  VoiceMarkup(Set<String> labels) {
    this.labels = Set.copyOf(labels);
  }

  /** What of the text so far is certain to be spoken. */
  List<Run> push(String text) {
    var runs = new Runs();
    text.chars().forEach(c -> read((char) c, runs));
    return runs.finished();
  }

  /** What was kept back, when the text is over. A label that was never finished is not spoken. */
  List<Run> finish() {
    var runs = new Runs();
    if (tag.length() == 1 || (!tag.isEmpty() && !beginsLabel(tag.toString()))) {
      runs.add(tag.toString());
    }
    tag.setLength(0);
    return runs.finished();
  }

  private void read(char c, Runs runs) {
    if (tag.isEmpty() && c != '<') {
      runs.add(c);
      return;
    }
    tag.append(c);
    var soFar = tag.toString();
    if (c == '>' && isTag(soFar)) {
      tag.setLength(0);
      obey(soFar, runs);
    } else if (!mayBecomeTag(soFar)) {
      tag.setLength(0);
      runs.add(soFar.substring(0, soFar.length() - 1));
      read(c, runs);
    }
  }

  private boolean isTag(String text) {
    return labels.contains(name(text)) || TAG.matcher(text).matches();
  }

  private boolean mayBecomeTag(String text) {
    if (text.length() == 1 || beginsLabel(text)) {
      return true;
    }
    var matcher = TAG.matcher(text);
    return text.length() < LONGEST_TAG && !matcher.matches() && matcher.hitEnd();
  }

  private boolean beginsLabel(String text) {
    return labels.stream()
        .anyMatch(label -> ("<" + label).startsWith(text) || ("</" + label).startsWith(text));
  }

  private void obey(String text, Runs runs) {
    var name = name(text);
    if (!labels.contains(name)) {
      return;
    }
    if (text.startsWith("</")) {
      if (open.equals(Optional.of(name))) {
        runs.cut();
        open = Optional.empty();
      }
    } else if (open.isEmpty()) {
      runs.cut();
      open = Optional.of(name);
    }
  }

  private static String name(String text) {
    int start = text.startsWith("</") ? 2 : 1;
    int end = text.endsWith(">") ? text.length() - 1 : text.length();
    return text.substring(Math.min(start, end), end);
  }

  /** The runs of one push. */
  private final class Runs {
    private final List<Run> done = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();

    void add(char c) {
      current.append(c);
    }

    void add(String text) {
      current.append(text);
    }

    void cut() {
      if (!current.isEmpty()) {
        done.add(new Run(open, current.toString()));
        current.setLength(0);
      }
    }

    List<Run> finished() {
      cut();
      return List.copyOf(done);
    }
  }
}
