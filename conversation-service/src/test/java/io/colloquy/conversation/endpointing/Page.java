package io.colloquy.conversation.endpointing;

import static io.colloquy.conversation.endpointing.Judgement.cutOff;
import static io.colloquy.conversation.endpointing.Judgement.delayMs;
import static io.colloquy.conversation.endpointing.Judgement.heldOut;

import io.colloquy.conversation.endpointing.Corpus.Waiting;
import io.colloquy.conversation.endpointing.Utterance.Kind;
import io.colloquy.conversation.endpointing.Verdict.Overlap;
import io.colloquy.conversation.endpointing.Verdict.TurnEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of {@code docs/turn-taking.md}. */
final class Page {

  private static final Path FILE = Path.of("..", "docs", "turn-taking.md");
  private static final String BEGIN = "<!-- measured -->\n";
  private static final String END = "<!-- end -->";
  private static final List<Integer> BASES = List.of(300, 500, 800);

  private final StringBuilder text = new StringBuilder();

  /** Writes what was measured between its marks; the rest of the page stays. */
  void write() {
    try {
      var page = Files.readString(FILE);
      int from = page.indexOf(BEGIN) + BEGIN.length();
      int to = page.indexOf(END);
      Files.writeString(FILE, page.substring(0, from) + text + page.substring(to));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }

  Page machine() {
    var cpu = System.getProperty("os.arch");
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      cpu =
          lines
              .filter(line -> line.startsWith("model name"))
              .findFirst()
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .orElse(cpu);
    } catch (IOException notLinux) {
      cpu += " (" + notLinux.getMessage() + ")";
    }
    line("Measured on " + cores() + " cores of " + cpu + ", Java " + java() + ".");
    line("");
    return this;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static int java() {
    return Runtime.version().feature();
  }

  Page turnEnds(List<Corpus> corpora) {
    line("### How often a speaker is cut off, and how long a turn's end takes");
    line("");
    line(
        "| recogniser | takes | wait | base | whole sentences cut off (held out) |"
            + " all cut off (held out) | talked over | delay p50 | p90 |");
    line("|---|--:|---|--:|--:|--:|--:|--:|--:|");
    for (var corpus : corpora) {
      for (int base : BASES) {
        for (var waiting : Waiting.values()) {
          turnEnds(corpus, waiting, base);
        }
      }
    }
    line("");
    return this;
  }

  private void turnEnds(Corpus corpus, Waiting waiting, int base) {
    var turns = corpus.turns(waiting, base);
    var sentences = Judgement.of(Kind.SENTENCE, turns);
    row(
        corpus.recogniser(),
        turns.size(),
        waiting == Waiting.BY_WORDS ? "by words" : "fixed",
        base + " ms",
        withHeldOut(cutOff(sentences), cutOff(heldOut(sentences))),
        withHeldOut(cutOff(turns), cutOff(heldOut(turns))),
        percent(Judgement.share(turns, TurnEnd::isTalkedOver)),
        delayMs(turns, 50) + " ms",
        delayMs(turns, 90) + " ms");
  }

  Page kinds(Corpus corpus) {
    line("### Who is cut off (" + corpus.recogniser() + "; wait by words)");
    line("");
    line("| material | takes | 300 ms | 500 ms | 800 ms | fixed 300 ms | fixed 500 ms |");
    line("|---|--:|--:|--:|--:|--:|--:|");
    for (var kind : Kind.values()) {
      if (kind.compareTo(Kind.BACKCHANNEL) < 0) {
        kind(corpus, kind);
      }
    }
    line("");
    return this;
  }

  private void kind(Corpus corpus, Kind kind) {
    row(
        kind.name().toLowerCase(Locale.ROOT),
        Judgement.of(kind, corpus.turns(Waiting.FIXED, 800)).size(),
        percent(cutOff(Judgement.of(kind, corpus.turns(Waiting.BY_WORDS, 300)))),
        percent(cutOff(Judgement.of(kind, corpus.turns(Waiting.BY_WORDS, 500)))),
        percent(cutOff(Judgement.of(kind, corpus.turns(Waiting.BY_WORDS, 800)))),
        percent(cutOff(Judgement.of(kind, corpus.turns(Waiting.FIXED, 300)))),
        percent(cutOff(Judgement.of(kind, corpus.turns(Waiting.FIXED, 500)))));
  }

  Page noises(Corpus corpus) {
    line("### What noise does (" + corpus.recogniser() + "; wait by words, base 300 ms)");
    line("");
    line("| noise | takes | all cut off | delay p50 | p90 | turns that do not end |");
    line("|---|--:|--:|--:|--:|--:|");
    for (var noise : NoiseLevel.values()) {
      var turns =
          corpus.turns(Waiting.BY_WORDS, 300).stream()
              .filter(turn -> turn.take().noise() == noise)
              .toList();
      row(
          noise.title(),
          turns.size(),
          percent(cutOff(turns)),
          delayMs(turns, 50) + " ms",
          delayMs(turns, 90) + " ms",
          percent(Judgement.share(turns, TurnEnd::isNeverOver)));
    }
    line("");
    return this;
  }

  Page overlaps(List<Corpus> corpora) {
    line("### What stops the agent");
    line("");
    line(
        "| recogniser | false barge-ins by voice activity | rejected (held out) |"
            + " of those not rejected, undone | real barge-ins | stop the agent (held out) |"
            + " after p50 | p90 |");
    line("|---|--:|--:|--:|--:|--:|--:|--:|");
    for (var corpus : corpora) {
      overlaps(corpus.recogniser(), corpus.overlaps());
    }
    line("");
    return this;
  }

  private void overlaps(String recogniser, List<Overlap> overlaps) {
    var wrong = Judgement.falseBargeIns(overlaps);
    var stopped = wrong.stream().filter(Overlap::isStopped).toList();
    row(
        recogniser,
        wrong.size(),
        withHeldOut(Judgement.rejected(overlaps), Judgement.rejected(heldOut(overlaps))),
        stopped.isEmpty() ? "none" : percent(Judgement.share(stopped, Overlap::resumed)),
        Judgement.realBargeIns(overlaps).size(),
        withHeldOut(Judgement.stopped(overlaps), Judgement.stopped(heldOut(overlaps))),
        Judgement.stoppedAfterMs(overlaps, 50) + " ms",
        Judgement.stoppedAfterMs(overlaps, 90) + " ms");
  }

  private static String withHeldOut(double all, double heldOut) {
    return percent(all) + " (" + percent(heldOut) + ")";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private void row(Object... cells) {
    var row = Stream.of(cells).map(Object::toString).collect(Collectors.joining(" | ", "| ", " |"));
    line(row);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
