package io.colloquy.tts.voice;

import io.colloquy.contracts.speech.Voice;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The engines of this service, and which of them speaks with a voice. */
public final class Engines {

  /** Conversations whose engine is remembered; those that were silent longest are forgotten. */
  private static final int MOST_CONVERSATIONS = 20_000;

  /**
   * When an engine is left alone.
   *
   * @param failures in a row
   * @param pause for how long
   */
  public record Caution(int failures, Duration pause, Clock clock) {

    public static Caution usual() {
      return new Caution(3, Duration.ofSeconds(30), Clock.systemUTC());
    }
  }

  /** Told of engines that stood in for others, for metrics. Called by many threads. */
  @FunctionalInterface
  public interface FallbackObserver {
    void fellBack(String from, String to);
  }

  private record Listener(String conversationId, String voiceId, String language) {}

  private final Map<String, Synthesizer> byName;
  private final Casting casting;
  private final Caution caution;
  private final FallbackObserver observer;
  private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();
  private final Map<Listener, String> lastHeard =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Listener, String> eldest) {
              return size() > MOST_CONVERSATIONS;
            }
          });

  /** The embedded ones alone. */
  public Engines(List<Synthesizer> engines) {
    this(engines, Casting.embedded(), Caution.usual(), (_, _) -> {});
  }

  public Engines(
      List<Synthesizer> engines, Casting casting, Caution caution, FallbackObserver observer) {
    this.byName =
        engines.stream().collect(Collectors.toMap(Synthesizer::engine, Function.identity()));
    this.casting = casting;
    this.caution = caution;
    this.observer = observer;
  }

  /**
   * What speaks one piece of a conversation. The engine that spoke the piece before with the same
   * voice is asked first.
   *
   * @throws SynthesisFailure if there is none; the message names a package to install if one would
   *     help
   */
  public Synthesizer engineOf(String conversationId, Voice voice) {
    var ready = ready(voice);
    if (ready.isEmpty()) {
      throw new SynthesisFailure(reason(voice));
    }
    var listener = new Listener(conversationId, voice.voiceId(), voice.language());
    var last = lastHeard.get(listener);
    ready.sort(Comparator.comparing(part -> part.part().engine().equals(last) ? 0 : 1));
    return new Relay(ready, observer, heard -> remember(listener, heard, ready));
  }

  /** Where there is no choice there is nothing to remember. */
  private void remember(Listener listener, String engine, List<Relay.Runner> choice) {
    if (choice.size() > 1) {
      lastHeard.put(listener, engine);
    }
  }

  private List<Relay.Runner> ready(Voice voice) {
    List<Relay.Runner> ready = new ArrayList<>();
    for (var part : casting.cast(voice)) {
      var engine = byName.get(part.engine());
      if (engine != null
          && engine.availability() instanceof Availability.Ready
          && (isEmbedded(engine) || engine.speaks(Voices.language(voice)))) {
        ready.add(new Relay.Runner(engine, part, breaker(part.engine())));
      }
    }
    return ready;
  }

  /** An embedded engine says by itself which languages it lacks. */
  private static boolean isEmbedded(Synthesizer engine) {
    return engine.engine().equals(Voices.FLITE) || engine.engine().equals(Voices.ESPEAK);
  }

  private Breaker breaker(String engine) {
    return breakers.computeIfAbsent(
        engine, _ -> new Breaker(caution.failures(), caution.pause(), caution.clock()));
  }

  private String reason(Voice voice) {
    for (var part : casting.cast(voice)) {
      var engine = byName.get(part.engine());
      if (engine != null && engine.availability() instanceof Availability.Missing missing) {
        return "voice " + Voices.choose(voice).id() + " is unavailable: " + missing.advice();
      }
    }
    return "this service runs without " + Voices.choose(voice).engine();
  }

  /** Whether {@link #engineOf} has an answer for the voice. */
  public boolean speaks(Voice voice) {
    return !ready(voice).isEmpty();
  }

  public Casting casting() {
    return casting;
  }

  /** By engine name, in alphabetical order. */
  public Map<String, Availability> availability() {
    Map<String, Availability> all = new TreeMap<>();
    byName.forEach((name, engine) -> all.put(name, engine.availability()));
    return all;
  }
}
