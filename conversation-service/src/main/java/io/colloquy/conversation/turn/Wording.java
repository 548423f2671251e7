package io.colloquy.conversation.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of one answer in the order in which they are heard: the model's, voice by voice, and
 * between them what bridges a silence. The client and the transcript get all of them, the model
 * only its own.
 */
final class Wording {

  /**
   * @param label of a further voice
   * @param ofModel whether the model wrote it
   */
  private record Run(Optional<String> label, String text, boolean ofModel) {

    boolean soundsLike(Run other) {
      return label.equals(other.label) && ofModel == other.ofModel;
    }

    Run part(int from, int to) {
      return new Run(label, text.substring(from, to), ofModel);
    }

    String marked() {
      return label.map(name -> "<" + name + ">" + text + "</" + name + ">").orElse(text);
    }
  }

  private final List<Run> runs = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  int length() {
    return text.length();
  }

  /** All of it, without mark-up. */
  @Override
  public String toString() {
    return text.toString();
  }

  /** Words of the model's follow. */
  void add(VoiceMarkup.Run run) {
    runs.add(new Run(run.label(), run.text(), true));
    text.append(run.text());
  }

  /** Puts words that bridge a silence in this place, and a space before them if there is none. */
  String bridge(int place, String words) {
    boolean spaced = place == 0 || Character.isWhitespace(text.charAt(place - 1));
    var bridge = (spaced ? "" : " ") + words + " ";
    List<Run> after = within(place, text.length());
    List<Run> all = new ArrayList<>(within(0, place));
    all.add(new Run(Optional.empty(), bridge, false));
    all.addAll(after);
    runs.clear();
    runs.addAll(all);
    text.insert(place, bridge);
    return bridge;
  }

  /** The model's own words between two places, with the mark-up of their voices. */
  String marked(int from, int to) {
    var marked = new StringBuilder();
    within(from, to).stream().filter(Run::ofModel).map(Run::marked).forEach(marked::append);
    return marked.toString();
  }

  /** The words before this place, voice by voice; empty if it was one voice only. */
  List<SpokenTurn.Part> parts(int end, PlayOut playOut) {
    if (runs.stream().allMatch(run -> run.label().isEmpty())) {
      return List.of();
    }
    List<SpokenTurn.Part> parts = new ArrayList<>();
    int at = 0;
    for (var run : within(0, end)) {
      parts.add(new SpokenTurn.Part(run.label(), run.text(), playOut.startsAt(at)));
      at += run.text().length();
    }
    return parts;
  }

  /** The runs between two places; neighbours that sound alike are one. */
  private List<Run> within(int from, int to) {
    List<Run> within = new ArrayList<>();
    int at = 0;
    for (var run : runs) {
      int start = Math.clamp(from - at, 0, run.text().length());
      int end = Math.clamp(to - at, start, run.text().length());
      var part = run.part(start, end);
      boolean goesOn = !within.isEmpty() && within.getLast().soundsLike(part);
      if (!part.text().isEmpty()) {
        var before = goesOn ? within.removeLast().text() : "";
        within.add(new Run(part.label(), before + part.text(), part.ofModel()));
      }
      at += run.text().length();
    }
    return within;
  }
}
