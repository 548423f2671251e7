package io.colloquy.tts.pieces;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.Engines;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Voices;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private final List<String> said = new ArrayList<>();

  @Test
  void everyEngineThatIsThereSpeaksOnceForEachFormat() {
    var missing = new Availability.Missing("a-package", "it is not there");
    Rehearsal.run(
        new Engines(
            List.of(
                engine(Voices.FLITE, new Availability.Ready()), engine(Voices.ESPEAK, missing))));

    assertThat(said).hasSize(7).containsOnly(Voices.FLITE);
  }

  private Synthesizer engine(String name, Availability availability) {
    return new Synthesizer() {
      @Override
      public String engine() {
        return name;
      }

      @Override
      public Availability availability() {
        return availability;
      }

      @Override
      public boolean speaks(String language) {
        return true;
      }

      @Override
      public void speak(Utterance utterance, Sink sink) {
        said.add(name);
      }
    };
  }
}
