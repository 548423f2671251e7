package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real engines together, from an edge's bytes to words. */
class HearingTest {

  private static final int ENOUGH_QUIET = 1_000;
  private static final Patience PATIENCE = Patience.fixed(Duration.ofMillis(600));

  private static PocketSphinxRecognizer recognizer;
  private static EarsFactory factory;

  @BeforeAll
  static void load() {
    recognizer = new PocketSphinxRecognizer(PocketSphinxSettings.debian());
    factory = new EarsFactory(recognizer, EarsSettings.defaults());
    Packages.requirePocketSphinx(recognizer);
    factory.warmUp();
  }

  @AfterAll
  static void everyHandleIsFreed() {
    factory.close();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(recognizer.handles()).isZero());
  }

  @ParameterizedTest
  @ValueSource(strings = {"opening-hours", "book-a-table", "weather", "flight", "human", "cancel"})
  void aSentenceIsOneTurnWithItsWords(String name) {
    Clip clip = new Clip(name);
    List<Heard> heard =
        hear(AudioFormat.PCM_16000, clip.inACall(ENOUGH_QUIET, AudioFormat.PCM_16000));
    assertThat(all(heard, Heard.SpeechBegan.class)).hasSize(1);
    assertThat(all(heard, Heard.Utterance.class)).hasSize(1);
    assertThat(WordErrors.share(clip.text(), understood(heard))).isLessThan(0.25);
    assertThat(all(heard, Heard.Failed.class)).isEmpty();
  }

  @Test
  void wordsAppearWhileTheUserSpeaks() {
    Clip clip = new Clip("flight");
    List<Heard> heard = hear(AudioFormat.PCM_16000, Sound.encoded(clip.inACall(0)));
    assertThat(all(heard, Heard.Utterance.class)).isEmpty();
    assertThat(all(heard, Heard.Partial.class)).hasSizeGreaterThan(2);
    assertThat(all(heard, Heard.Partial.class).getLast().text()).contains("change my flight");
  }

  @Test
  void theSameSoundIsTheSameWordsHoweverItIsCut() {
    byte[] call = new Clip("flight").inACall(ENOUGH_QUIET, AudioFormat.PCM_16000);
    Random random = new Random(17);
    List<IntSupplier> cuts =
        List.of(() -> 640, () -> 8_000, () -> 32_000, () -> 1 + random.nextInt(5_000), () -> 1_023);
    List<Heard> whole = withoutTimes(hear(AudioFormat.PCM_16000, call));
    assertThat(whole).isNotEmpty();
    for (IntSupplier size : cuts) {
      assertThat(withoutTimes(hear(AudioFormat.PCM_16000, Sound.cut(call, size)))).isEqualTo(whole);
    }
  }

  /** Of a telephone's 4 kHz the model, made for 8 kHz, misses about a third of the words. */
  @ParameterizedTest
  @EnumSource(AudioFormat.class)
  void everyFormatIsUnderstood(AudioFormat format) {
    double errors = format.sampleRate() == 8_000 ? 0.4 : 0.25;
    int said = 0;
    int wrong = 0;
    for (String name : List.of("opening-hours", "weather", "flight", "human")) {
      Clip clip = new Clip(name);
      List<Heard> heard = hear(format, clip.inACall(ENOUGH_QUIET, format));
      assertThat(all(heard, Heard.Utterance.class)).hasSize(1);
      said += clip.words().length;
      wrong += WordErrors.count(clip.text(), understood(heard));
    }
    assertThat((double) wrong / said).as(format.wireName()).isLessThan(errors);
  }

  @Test
  void fiveMinutesOfAMutedMicrophoneAreNoSpeech() {
    List<Heard> heard =
        hear(AudioFormat.ULAW_8000, Sound.encoded(Sound.muted(300_000), AudioFormat.ULAW_8000));
    assertThat(heard).hasSizeGreaterThan(3_000).allMatch(Heard.Score.class::isInstance);
  }

  @Test
  void pinkNoiseIsNoTurn() {
    List<Heard> heard =
        hear(AudioFormat.PCM_16000, Sound.encoded(Sound.pinkNoise(60_000), AudioFormat.PCM_16000));
    assertThat(heard).isNotEmpty().allMatch(Heard.Score.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"opening-hours", "book-a-table", "weather", "flight", "human", "cancel"})
  void aBargeInIsSignalledWithin300MsOfItsFirstSound(String name) {
    short[] words = new Clip(name).samples();
    int firstSound = firstSoundMs(words);
    List<Heard> heard = new ArrayList<>();
    int signalledAt = -1;
    try (Ears ears = factory.open(speaker("en", AudioFormat.PCM_16000), PATIENCE, heard::add)) {
      short[] call = Sound.joined(Sound.quiet(1_000), words);
      int atMs = 0;
      for (short[] piece : Sound.cut(call, 320)) {
        ears.hear(Sound.encoded(piece));
        atMs += 20;
        if (signalledAt < 0 && all(heard, Heard.SpeechBegan.class).size() == 1) {
          signalledAt = atMs;
        }
      }
    }
    assertThat(signalledAt).isBetween(1_000, 1_000 + firstSound + 300);
  }

  @Test
  void twoTurnsInOneCallAreTwoUtterances() {
    short[] call =
        Sound.joined(
            new Clip("opening-hours").inACall(ENOUGH_QUIET),
            new Clip("flight").inACall(ENOUGH_QUIET));
    List<Heard> heard = hear(AudioFormat.PCM_16000, Sound.encoded(call));
    assertThat(all(heard, Heard.Utterance.class).stream().map(Heard.Utterance::text))
        .containsExactly(new Clip("opening-hours").text(), new Clip("flight").text());
  }

  @Test
  void conversationsOnTwoThreadsDoNotDisturbEachOther() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Heard> alone = withoutTimes(hearClip("flight"));
      List<Heard> otherAlone = withoutTimes(hearClip("cancel"));
      Callable<List<Heard>> one = () -> hearClip("flight");
      Callable<List<Heard>> other = () -> hearClip("cancel");
      Future<List<Heard>> first = threads.submit(one);
      Future<List<Heard>> second = threads.submit(other);
      assertThat(withoutTimes(first.get())).isEqualTo(alone);
      assertThat(withoutTimes(second.get())).isEqualTo(otherAlone);
    }
  }

  @Test
  void anotherLanguageHasTurnsWithoutWordsAndTheReason() {
    List<Heard> heard = new ArrayList<>();
    try (Ears ears = factory.open(speaker("de", AudioFormat.PCM_16000), PATIENCE, heard::add)) {
      ears.hear(new Clip("weather").inACall(ENOUGH_QUIET, AudioFormat.PCM_16000));
    }
    assertThat(all(heard, Heard.Failed.class)).hasSize(1);
    assertThat(understood(heard)).isEmpty();
  }

  private static Speaker speaker(String language, AudioFormat line) {
    return new Speaker(language, List.of(), line);
  }

  private static List<Heard> hearClip(String name) {
    return hear(AudioFormat.PCM_16000, new Clip(name).inACall(ENOUGH_QUIET, AudioFormat.PCM_16000));
  }

  private static List<Heard> hear(AudioFormat format, byte[] call) {
    return hear(format, Sound.cut(call, () -> 4_000));
  }

  private static List<Heard> hear(AudioFormat format, List<byte[]> pieces) {
    List<Heard> heard = new ArrayList<>();
    try (Ears ears = factory.open(speaker("en", format), PATIENCE, heard::add)) {
      pieces.forEach(ears::hear);
    }
    return heard;
  }

  private static String understood(List<Heard> heard) {
    return all(heard, Heard.Utterance.class).getFirst().text();
  }

  private static <T extends Heard> List<T> all(List<Heard> heard, Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** What the sound alone determines. */
  private static List<Heard> withoutTimes(List<Heard> heard) {
    return heard.stream()
        .map(
            h ->
                h instanceof Heard.Utterance u ? new Heard.Utterance(u.text(), u.speechMs(), 0) : h)
        .toList();
  }

  private static int firstSoundMs(short[] samples) {
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs(samples[i]) > 1_500) {
        return i / 16;
      }
    }
    throw new IllegalStateException("a silent clip");
  }
}
