package io.colloquy.tts.voice;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One utterance by whichever engine can: when one fails, the next goes on with the first word of
 * which nothing was heard yet. Made for one utterance.
 */
final class Relay implements Synthesizer {

  private static final Logger LOG = Logger.getLogger(Relay.class);

  /** An engine that may be asked, and as whom it speaks. */
  record Runner(Synthesizer engine, Casting.Part part, Breaker breaker) {

    private String name() {
      return part.engine();
    }

    /** Embedded engines find their voice by the id that the agent names. */
    private Utterance as(Utterance utterance) {
      var voice = utterance.voice();
      return new Utterance(
          utterance.text(),
          new Voice(
              part.voiceId(),
              voice.modelId(),
              voice.language(),
              voice.speed(),
              voice.stability(),
              voice.similarityBoost(),
              voice.dictionaries()),
          utterance.pronounced());
    }
  }

  private final List<Runner> runners;
  private final Engines.FallbackObserver observer;
  private final Consumer<String> heard;
  private volatile String current;

  /**
   * @param runners in the order in which they are asked; at least one
   * @param heard is told which engine spoke to the end
   */
  Relay(List<Runner> runners, Engines.FallbackObserver observer, Consumer<String> heard) {
    this.runners = List.copyOf(runners);
    this.observer = observer;
    this.heard = heard;
    this.current = runners.getFirst().name();
  }

  /** The engine that speaks or spoke last. */
  @Override
  public String engine() {
    return current;
  }

  @Override
  public Availability availability() {
    return runners.getFirst().engine().availability();
  }

  @Override
  public boolean speaks(String language) {
    return runners.stream().anyMatch(runner -> runner.engine().speaks(language));
  }

  @Override
  public void speak(Utterance utterance, Sink sink) {
    var stretch = new Stretch(utterance, sink);
    SynthesisFailure failure = null;
    for (int i = 0; i < runners.size(); i++) {
      var runner = runners.get(i);
      if (runner.breaker().permits()) {
        if (failure != null) {
          observer.fellBack(current, runner.name());
        }
        current = runner.name();
        try {
          run(runner, stretch, i == runners.size() - 1);
          return;
        } catch (SynthesisFailure e) {
          if (stretch.isUnwanted()) {
            throw e;
          }
          failure = e;
          LOG.warnf("%s failed: %s", runner.name(), e.getMessage());
          stretch.resume();
        }
        if (stretch.isSaid()) {
          stretch.tellRest();
          return;
        }
      }
    }
    throw failure != null
        ? failure
        : new SynthesisFailure("every voice service failed a moment ago");
  }

  private void run(Runner runner, Stretch stretch, boolean last) {
    var ended = false;
    try {
      runner.engine().speak(runner.as(stretch.left()), stretch.leg(!last));
      stretch.finish();
      ended = true;
      if (stretch.isUnwanted()) {
        runner.breaker().abandoned();
      } else {
        runner.breaker().succeeded();
        heard.accept(runner.name());
      }
    } catch (SynthesisFailure e) {
      ended = true;
      if (stretch.isUnwanted()) {
        runner.breaker().abandoned();
      } else {
        runner.breaker().failed(e.kind());
      }
      throw e;
    } finally {
      if (!ended) {
        runner.breaker().abandoned();
      }
    }
  }

  /** A character moved to its place in the whole. */
  static TimedChar moved(TimedChar told, int by, double byMs) {
    return new TimedChar(told.index() + by, told.startMs() + byMs, told.durationMs());
  }
}
