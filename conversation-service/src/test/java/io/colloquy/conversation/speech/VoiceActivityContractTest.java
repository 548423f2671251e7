package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.media.Tone;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every detector of voice activity keeps to. */
abstract class VoiceActivityContractTest {

  protected abstract VoiceActivity open();

  @ParameterizedTest
  @ValueSource(strings = {"opening-hours", "weather", "human", "cancel"})
  void speechScoresHigh(String clip) {
    assertThat(shareOfSpeech(new Clip(clip).samples())).isGreaterThan(0.6);
  }

  @Test
  void silenceNoiseAndTonesScoreLow() {
    assertThat(shareOfSpeech(Sound.muted(3_000))).isZero();
    assertThat(shareOfSpeech(Sound.quiet(3_000))).isZero();
    assertThat(shareOfSpeech(Sound.pinkNoise(10_000))).isLessThan(0.01);
    assertThat(shareOfSpeech(Tone.sine(Clip.RATE, 440, 3 * Clip.RATE, 0.3))).isLessThan(0.05);
  }

  @Test
  void theSpeechInAStreamIsFoundWhereItIs() {
    short[] words = new Clip("opening-hours").samples();
    short[] stream = Sound.joined(Sound.quiet(2_000), words, Sound.quiet(2_000));
    List<Double> scores = scores(stream);
    int perSecond = scores.size() * Clip.RATE / stream.length;
    assertThat(scores.subList(0, 2 * perSecond)).allMatch(score -> score < 0.3);
    assertThat(scores.subList(scores.size() - perSecond, scores.size()))
        .allMatch(score -> score < 0.3);
    assertThat(scores).anyMatch(score -> score > 0.9);
  }

  @Test
  void streamsDoNotDisturbEachOther() {
    short[] words = new Clip("weather").samples();
    List<Double> alone = scores(words);
    try (VoiceActivity one = open();
        VoiceActivity other = open()) {
      List<short[]> frames = frames(words, one.frameSamples());
      for (int i = 0; i < frames.size(); i++) {
        assertThat(one.score(frames.get(i))).isEqualTo(alone.get(i));
        assertThat(other.score(new short[other.frameSamples()])).isLessThan(0.3);
      }
    }
  }

  @Test
  void aFrameOfAnotherLengthIsRefused() {
    try (VoiceActivity vad = open()) {
      assertThatThrownBy(() -> vad.score(new short[vad.frameSamples() - 1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedOneHearsNothing() {
    VoiceActivity vad = open();
    vad.close();
    vad.close();
    assertThat(vad.score(new short[vad.frameSamples()])).isZero();
  }

  private double shareOfSpeech(short[] samples) {
    List<Double> scores = scores(samples);
    return (double) scores.stream().filter(score -> score >= 0.5).count() / scores.size();
  }

  private List<Double> scores(short[] samples) {
    try (VoiceActivity vad = open()) {
      return frames(samples, vad.frameSamples()).stream().map(vad::score).toList();
    }
  }

  private static List<short[]> frames(short[] samples, int size) {
    return Sound.cut(samples, size).stream().filter(frame -> frame.length == size).toList();
  }
}
