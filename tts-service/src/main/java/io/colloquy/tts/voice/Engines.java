package io.colloquy.tts.voice;

import io.colloquy.contracts.speech.Voice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The engines of this service, and which of them speaks with a voice. */
public final class Engines {

  private final Map<String, Synthesizer> byName;

  public Engines(List<Synthesizer> engines) {
    this.byName =
        engines.stream().collect(Collectors.toMap(Synthesizer::engine, Function.identity()));
  }

  /**
   * @throws SynthesisFailure if the voice's engine lacks what it needs; the message names the
   *     package to install
   */
  public Synthesizer engineOf(Voice voice) {
    var chosen = Voices.choose(voice);
    var engine = byName.get(chosen.engine());
    if (engine == null) {
      throw new SynthesisFailure("this service runs without " + chosen.engine());
    }
    return switch (engine.availability()) {
      case Availability.Ready _ -> engine;
      case Availability.Missing missing ->
          throw new SynthesisFailure(
              "voice " + chosen.id() + " is unavailable: " + missing.advice());
    };
  }

  /** Whether {@link #engineOf} has an answer for the voice. */
  public boolean speaks(Voice voice) {
    var engine = byName.get(Voices.choose(voice).engine());
    return engine != null && engine.availability() instanceof Availability.Ready;
  }

  /** By engine name, in alphabetical order. */
  public Map<String, Availability> availability() {
    Map<String, Availability> all = new TreeMap<>();
    byName.forEach((name, engine) -> all.put(name, engine.availability()));
    return all;
  }
}
