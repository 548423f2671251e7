package io.colloquy.tts.voice;

import io.colloquy.contracts.speech.Voice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which engines may speak with a voice, and in which order they are asked: the one that is set for
 * the voice, then the embedded one if the voice is its own, then all others as configured.
 *
 * @param parts by the id of a voice
 * @param order names of engines
 * @param usualVoices by engine: its voice for all ids that it does not know
 * @param knowsForeignIds engines whose ids agents name, so that they know voices that nobody set
 */
public record Casting(
    Map<String, Part> parts,
    List<String> order,
    Map<String, String> usualVoices,
    Set<String> knowsForeignIds) {

  /** An engine, and its own id of a voice. */
  public record Part(String engine, String voiceId) {}

  public Casting {
    parts = Map.copyOf(parts);
    order = List.copyOf(order);
    usualVoices = Map.copyOf(usualVoices);
    knowsForeignIds = Set.copyOf(knowsForeignIds);
  }

  /** Only the embedded engines. */
  public static Casting embedded() {
    return new Casting(Map.of(), List.of(Voices.FLITE, Voices.ESPEAK), Map.of(), Set.of());
  }

  /** No engine twice. */
  List<Part> cast(Voice voice) {
    var own = Voices.choose(voice);
    var id = voice.voiceId() == null ? "" : voice.voiceId();
    List<Part> cast = new ArrayList<>();
    Optional.ofNullable(parts.get(id)).ifPresent(cast::add);
    if (own.id().equals(id)) {
      cast.add(new Part(own.engine(), id));
    }
    for (var engine : order) {
      if (engine.equals(Voices.FLITE) || engine.equals(Voices.ESPEAK)) {
        if (engine.equals(own.engine())) {
          cast.add(new Part(engine, id));
        }
      } else if (knowsForeignIds.contains(engine) && !id.isEmpty() && !own.id().equals(id)) {
        cast.add(new Part(engine, id));
      } else {
        Optional.ofNullable(usualVoices.get(engine))
            .ifPresent(usual -> cast.add(new Part(engine, usual)));
      }
    }
    Set<String> seen = new LinkedHashSet<>();
    cast.removeIf(part -> !seen.add(part.engine()));
    return cast;
  }
}
