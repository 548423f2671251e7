package io.colloquy.tts.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.tts.voice.Availability;
import io.colloquy.tts.voice.Casting;
import io.colloquy.tts.voice.Casting.Part;
import io.colloquy.tts.voice.Engines;
import io.colloquy.tts.voice.Synthesizer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfiguredVoicesTest {

  @Test
  void voicesThatAreSetUpAreOfferedUnderTheIdThatAgentsName() {
    var casting =
        new Casting(
            Map.of("anna", new Part("openai", "nova"), "lost", new Part("nobody", "x")),
            List.of("openai"),
            Map.of(),
            Set.of());
    var engines =
        new Engines(List.of(new Silent()), casting, Engines.Caution.usual(), (_, _) -> {});

    var offered = new VoiceCatalogue(engines).all();

    assertThat(offered).hasSize(1);
    assertThat(offered.getFirst().id()).isEqualTo("anna");
    assertThat(offered.getFirst().labels()).containsExactly(Map.entry("engine", "openai"));
  }

  private record Silent() implements Synthesizer {
    @Override
    public String engine() {
      return "openai";
    }

    @Override
    public Availability availability() {
      return new Availability.Ready();
    }

    @Override
    public boolean speaks(String language) {
      return true;
    }

    @Override
    public void speak(Utterance utterance, Sink sink) {}
  }
}
