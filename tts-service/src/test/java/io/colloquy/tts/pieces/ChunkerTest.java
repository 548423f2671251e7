package io.colloquy.tts.pieces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.Level;
import io.colloquy.media.Tone;
import io.colloquy.tts.text.SpokenText;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkerTest {

  private static final int RATE = 22_050;
  private static final Chunker.Lengths LENGTHS = new Chunker.Lengths(80, 250);

  private final List<Chunk> chunks = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void everyFormatCarriesTheToneWithoutGapsOrClicks(AudioFormat format) {
    cut(format, Tone.sine(RATE, 700, RATE, 0.5), 999);

    var heard =
        Listener.samples(format, format.sampleRate(), chunks.stream().map(Chunk::bytes).toList());
    assertThat(heard.length * 1000.0 / format.sampleRate()).isCloseTo(1_000, within(1.0));
    var inside = Arrays.copyOfRange(heard, heard.length / 20, heard.length * 19 / 20);
    double amplitude = Tone.amplitude(inside, format.sampleRate(), 700);
    assertThat(amplitude).isCloseTo(0.5, within(0.02));
    // All the energy is the tone's: a gap or a click at a border would add some beside it.
    double energyBeside = Math.pow(Level.rms(inside), 2) - amplitude * amplitude / 2;
    assertThat(energyBeside).isCloseTo(0, within(0.0004));
  }

  @ParameterizedTest
  @EnumSource
  void chunksAreShortAtFirstThenLongerAndAlwaysWholeSamples(AudioFormat format) {
    cut(format, Tone.sine(RATE, 700, RATE, 0.5), 999);

    assertThat(chunks).hasSize(5);
    assertThat(chunks.getFirst().durationMs()).isBetween(70.0, 80.0);
    assertThat(chunks.subList(1, 4))
        .allSatisfy(chunk -> assertThat(chunk.durationMs()).isCloseTo(250, within(1.0)));
    assertThat(chunks.getLast().durationMs()).isBetween(20.0, 270.0);
    assertThat(chunks)
        .allSatisfy(c -> assertThat(c.bytes().length % format.bytesPerSample()).isZero())
        .allSatisfy(c -> assertThat(c.durationMs()).isEqualTo(format.millis(c.bytes().length)));
  }

  @Test
  void aChunkTellsTheCharactersThatBeginInItFromItsOwnStart() {
    var chunker =
        new Chunker(AudioFormat.PCM_16000, SpokenText.of("_abc_ d!"), LENGTHS, chunks::add);
    var times =
        List.of(
            new TimedChar(0, 0, 50),
            new TimedChar(1, 50, 30),
            new TimedChar(2, 80, 120),
            new TimedChar(3, 200, 100),
            new TimedChar(4, 300, 150),
            new TimedChar(5, 450, 50));
    chunker.add(new Sound(16_000, new short[8_000], times));
    chunker.finish();

    assertThat(chunks).hasSize(3);
    assertThat(chunks.get(0).alignment().chars()).containsExactly("_", "a", "b");
    assertThat(chunks.get(0).alignment().startMs()).containsExactly(0, 0, 50);
    assertThat(chunks.get(0).alignment().durationMs()).containsExactly(0, 50, 30);
    assertThat(chunks.get(1).alignment().chars()).containsExactly("c", "_", " ", "d");
    assertThat(chunks.get(1).alignment().startMs()).containsExactly(0, 120, 120, 220);
    assertThat(chunks.get(1).alignment().durationMs()).containsExactly(120, 0, 100, 150);
    assertThat(chunks.get(2).alignment().chars()).containsExactly("!");
    assertThat(chunks.get(2).alignment().startMs()).containsExactly(120);
  }

  @Test
  void aShortSoundIsOneChunk() {
    cut(AudioFormat.ULAW_8000, Tone.sine(RATE, 700, RATE / 20, 0.5), 100);

    assertThat(chunks).hasSize(1);
    assertThat(chunks.getFirst().durationMs()).isCloseTo(50, within(1.0));
  }

  @Test
  void noSoundAndNoTextIsNoChunk() {
    var chunker = new Chunker(AudioFormat.PCM_16000, SpokenText.of(""), LENGTHS, chunks::add);
    chunker.finish();

    assertThat(chunks).isEmpty();
  }

  @Test
  void chunksOfMoreThanASecondAreRefused() {
    assertThatThrownBy(() -> new Chunker.Lengths(80, 1_000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Chunker.Lengths(0, 250))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void cut(AudioFormat format, short[] samples, int soundSamples) {
    var chunker = new Chunker(format, SpokenText.of(""), LENGTHS, chunks::add);
    for (int at = 0; at < samples.length; at += soundSamples) {
      int end = Math.min(samples.length, at + soundSamples);
      chunker.add(new Sound(RATE, Arrays.copyOfRange(samples, at, end), List.of()));
    }
    chunker.finish();
  }
}
