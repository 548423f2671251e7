package io.colloquy.conversation.speech.fallback;

import io.colloquy.conversation.speech.Facts;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechRecognizer;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A recogniser that a test breaks as it likes. It "understands" the first sample of each piece that
 * it got, so that its words prove which sound reached it.
 */
final class Understudy implements SpeechRecognizer {

  final String name;
  Optional<String> unable = Optional.empty();
  boolean full;
  boolean failsAtFinish;
  boolean failing;
  int failsAfter = Integer.MAX_VALUE;
  Runnable onFailure = () -> {};
  int pieces;
  int opened;
  int open;
  boolean warm;
  boolean closed;

  Understudy(String name) {
    this.name = name;
  }

  @Override
  public Optional<String> unavailability(String language) {
    return unable;
  }

  @Override
  public Recognition open(Speaker speaker) {
    if (full) {
      throw new SpeechUnavailable(name + " is full");
    }
    opened++;
    open++;
    return new Performance();
  }

  @Override
  public void warmUp() {
    warm = true;
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Performance implements Recognition {

    private final List<String> heard = new ArrayList<>();
    private Facts facts = Facts.NONE;

    @Override
    public void accept(short[] pcm16k) {
      if (failing || heard.size() >= failsAfter) {
        onFailure.run();
        throw new SpeechUnavailable(name + " broke");
      }
      pieces++;
      heard.add(Short.toString(pcm16k[0]));
    }

    @Override
    public String partial() {
      return String.join(" ", heard);
    }

    @Override
    public String finish() {
      if (failsAtFinish) {
        throw new SpeechUnavailable(name + " broke at the end");
      }
      String words = name + ": " + partial();
      heard.clear();
      facts = new Facts(Optional.of("by-" + name), OptionalDouble.empty(), false);
      return words;
    }

    @Override
    public Facts facts() {
      return facts;
    }

    @Override
    public void close() {
      open--;
    }
  }
}
