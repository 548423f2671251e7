package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Turns and their words, with voice activity and words played by the test. */
class EarsTest {

  private static final int FRAME_MS = 32;
  private static final EarsSettings SETTINGS =
      EarsSettings.defaults().withEndSilence(Duration.ofMillis(5 * FRAME_MS));

  private static final Patience PATIENCE = Patience.fixed(SETTINGS.endSilence());

  private final List<Heard> heard = new ArrayList<>();
  private final LoudVoice vad = new LoudVoice();
  private final Parrot parrot = new Parrot();
  private final Ears ears =
      new Ears(AudioFormat.PCM_16000, vad, parrot, SETTINGS, PATIENCE, heard::add);

  @AfterEach
  void close() {
    ears.close();
  }

  @Test
  void aTurnIsToldFromItsOnsetToItsWords() {
    silence(10);
    speech(10);
    silence(5);
    assertThat(heard.stream().filter(h -> !(h instanceof Heard.Score)).map(EarsTest::kind))
        .startsWith("SpeechBegan", "Speaking", "Speaking", "Speaking")
        .contains("Partial")
        .endsWith("Utterance")
        .containsOnlyOnce("SpeechBegan")
        .containsOnlyOnce("Utterance");
    Heard.Utterance utterance = only(Heard.Utterance.class);
    assertThat(utterance.text()).isNotEmpty();
    assertThat(utterance.speechMs()).isEqualTo(10 * FRAME_MS);
    assertThat(utterance.finishMicros()).isNotNegative();
  }

  @Test
  void theOnsetIsToldWithinThreeFramesAndSpeakingCountsFromIt() {
    silence(3);
    speech(2);
    assertThat(all(Heard.SpeechBegan.class)).isEmpty();
    speech(5);
    assertThat(all(Heard.SpeechBegan.class)).hasSize(1);
    assertThat(all(Heard.Speaking.class).stream().map(Heard.Speaking::speechMs))
        .containsExactly(96, 128, 160, 192, 224);
  }

  @Test
  void theOnsetIsToldBeforeTheRecogniserWorks() {
    parrot.onAccept = () -> assertThat(all(Heard.SpeechBegan.class)).isNotEmpty();
    silence(20);
    speech(10);
    assertThat(parrot.samples).isPositive();
  }

  @Test
  void theRecogniserAlsoGetsWhatCameBeforeTheOnset() {
    silence(50);
    speech(3);
    int preRollFrames = Math.ceilDiv((int) SETTINGS.preRoll().toMillis(), FRAME_MS);
    int window = Endpointer.ONSET_WINDOW + 1;
    assertThat(parrot.samples).isBetween((preRollFrames + 3) * 512, (preRollFrames + window) * 512);
  }

  @Test
  void aPauseShorterThanTheEndIsPartOfTheTurn() {
    speech(5);
    silence(4);
    speech(5);
    silence(5);
    assertThat(all(Heard.SpeechBegan.class)).hasSize(1);
    assertThat(only(Heard.Utterance.class).speechMs()).isEqualTo(14 * FRAME_MS);
    assertThat(parrot.finished).isEqualTo(1);
    assertThat(parrot.samples).isEqualTo(19 * 512);
  }

  @Test
  void aLikelyEndIsToldOnceInAPauseAndAgainInTheNext() {
    List<Heard> told = new ArrayList<>();
    var settings = EarsSettings.defaults();
    var patience = Patience.fixed(Duration.ofMillis(600));
    try (Ears open =
        new Ears(
            AudioFormat.PCM_16000, new LoudVoice(), new Parrot(), settings, patience, told::add)) {
      open.hear(Sound.encoded(LoudVoice.frames(10, true)));
      open.hear(Sound.encoded(LoudVoice.frames(5, false)));
      assertThat(told.stream().filter(Heard.Paused.class::isInstance)).isEmpty();
      open.hear(Sound.encoded(LoudVoice.frames(8, false)));
      assertThat(told.stream().filter(Heard.Paused.class::isInstance)).hasSize(1);
      open.hear(Sound.encoded(LoudVoice.frames(3, true)));
      open.hear(Sound.encoded(LoudVoice.frames(8, false)));
      assertThat(told.stream().filter(Heard.Paused.class::isInstance)).hasSize(2);
    }
  }

  @Test
  void aTurnThatBreaksOffIsWaitedForLonger() {
    var settings = EarsSettings.defaults();
    List<Heard> told = new ArrayList<>();
    var patience = Patience.byWords(Duration.ofMillis(600), "en");
    var recogniser = new Parrot();
    recogniser.partial = "i would like to";
    try (Ears open =
        new Ears(
            AudioFormat.PCM_16000, new LoudVoice(), recogniser, settings, patience, told::add)) {
      open.hear(Sound.encoded(LoudVoice.frames(10, true)));
      open.hear(Sound.encoded(LoudVoice.frames(1_450 / FRAME_MS, false)));
      assertThat(told.stream().filter(Heard.Utterance.class::isInstance)).isEmpty();
      open.hear(Sound.encoded(LoudVoice.frames(3, false)));
      assertThat(told.stream().filter(Heard.Utterance.class::isInstance)).hasSize(1);
    }
  }

  @Test
  void eachTurnHasItsOwnWords() {
    for (int turn = 0; turn < 3; turn++) {
      speech(10);
      silence(6);
    }
    assertThat(all(Heard.Utterance.class)).hasSize(3);
    assertThat(all(Heard.Utterance.class).stream().map(Heard.Utterance::text))
        .containsExactly("piece1", "piece2", "piece3");
  }

  @Test
  void partialsAreToldWhenTheyChangeAndNotTooOften() {
    speech(40);
    List<String> partials = all(Heard.Partial.class).stream().map(Heard.Partial::text).toList();
    assertThat(partials).doesNotHaveDuplicates().hasSizeBetween(3, 40 / 4);
    parrot.silent = true;
    speech(40);
    assertThat(all(Heard.Partial.class)).hasSize(partials.size());
  }

  @Test
  void scoresAreToldAboutTenTimesASecond() {
    silence(1_000 / FRAME_MS);
    assertThat(all(Heard.Score.class)).hasSizeBetween(9, 11);
  }

  @Test
  void aNoiseWithoutWordsIsAnEmptyUtterance() {
    parrot.silent = true;
    speech(4);
    silence(5);
    assertThat(only(Heard.Utterance.class).text()).isEmpty();
  }

  @Test
  void aTurnWithoutEndIsSettledPieceByPieceAndKeepsItsWords() {
    speech(5 * 60 * 1_000 / FRAME_MS);
    assertThat(parrot.longest).isLessThanOrEqualTo(30 * 16_000 + 512);
    assertThat(parrot.finished).isEqualTo(9);
    assertThat(all(Heard.Utterance.class)).isEmpty();
    assertThat(all(Heard.Partial.class).getLast().text()).contains("piece1", "piece9", "piece10");
    silence(5);
    assertThat(only(Heard.Utterance.class).text()).startsWith("piece1 ").endsWith(" piece10");
  }

  @Test
  void aRecogniserThatFailsIsToldOnceAndTurnsGoOn() {
    speech(10);
    parrot.broken = true;
    speech(10);
    silence(5);
    speech(10);
    silence(5);
    assertThat(only(Heard.Failed.class).message()).isEqualTo("the parrot flew away");
    assertThat(all(Heard.Utterance.class)).hasSize(2).allMatch(u -> u.text().isEmpty());
  }

  @Test
  void aRecogniserThatIsWellAgainIsHeardAtTheNextTurn() {
    speech(10);
    parrot.broken = true;
    speech(10);
    silence(5);
    parrot.broken = false;
    speech(10);
    silence(5);
    assertThat(all(Heard.Failed.class)).hasSize(1);
    assertThat(all(Heard.Utterance.class).stream().map(Heard.Utterance::text))
        .containsExactly("", "piece1");
  }

  @Test
  void withoutARecogniserTheReasonIsToldOnceAndTurnsAreStillToldEmpty() {
    heard.clear();
    try (Ears deaf =
        Ears.withoutWords(
            AudioFormat.PCM_16000, new LoudVoice(), "install it", SETTINGS, heard::add)) {
      assertThat(heard).isEmpty();
      deaf.hear(Sound.encoded(LoudVoice.frames(10, true)));
      assertThat(heard.getFirst()).isEqualTo(new Heard.Failed("install it"));
      deaf.hear(Sound.encoded(LoudVoice.frames(6, false)));
    }
    assertThat(all(Heard.Failed.class)).hasSize(1);
    assertThat(all(Heard.SpeechBegan.class)).hasSize(1);
    assertThat(only(Heard.Utterance.class).text()).isEmpty();
  }

  @Test
  void closedEarsHearNothingAndHoldNothing() {
    speech(5);
    ears.close();
    ears.close();
    int before = heard.size();
    speech(5);
    silence(5);
    assertThat(heard).hasSize(before);
    assertThat(parrot.closed).isTrue();
    assertThat(vad.closed).isTrue();
  }

  @Test
  void aListenerMayCloseTheEars() {
    List<Heard> told = new ArrayList<>();
    List<Ears> self = new ArrayList<>();
    Parrot other = new Parrot();
    Ears closing =
        new Ears(
            AudioFormat.PCM_16000,
            new LoudVoice(),
            other,
            SETTINGS,
            PATIENCE,
            h -> {
              told.add(h);
              if (h instanceof Heard.SpeechBegan) {
                self.getFirst().close();
              }
            });
    self.add(closing);
    closing.hear(Sound.encoded(LoudVoice.frames(20, true)));
    assertThat(other.closed).isTrue();
    assertThat(told.stream().filter(Heard.Utterance.class::isInstance)).isEmpty();
  }

  private void speech(int frames) {
    ears.hear(Sound.encoded(LoudVoice.frames(frames, true)));
  }

  private void silence(int frames) {
    ears.hear(Sound.encoded(LoudVoice.frames(frames, false)));
  }

  private <T extends Heard> List<T> all(Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private <T extends Heard> T only(Class<T> kind) {
    assertThat(all(kind)).hasSize(1);
    return all(kind).getFirst();
  }

  private static String kind(Heard heard) {
    return heard.getClass().getSimpleName();
  }

  /** Takes whatever is loud for a voice. */
  private static final class LoudVoice implements VoiceActivity {

    boolean closed;

    static short[] frames(int count, boolean loud) {
      short[] samples = new short[count * 512];
      Arrays.fill(samples, (short) (loud ? 5_000 : 5));
      return samples;
    }

    @Override
    public double score(short[] frame) {
      return frame[0] > 1_000 ? 0.9 : 0.1;
    }

    @Override
    public int frameSamples() {
      return 512;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** Says "piece", its number in the turn, and one word more for each half second. */
  private static final class Parrot implements Recognition {

    Runnable onAccept = () -> {};
    String partial = "";
    boolean silent;
    boolean broken;
    boolean closed;
    int samples;
    int longest;
    int finished;
    private int inPiece;

    @Override
    public void accept(short[] pcm16k) {
      if (broken) {
        throw new SpeechUnavailable("the parrot flew away");
      }
      onAccept.run();
      samples += pcm16k.length;
      inPiece += pcm16k.length;
      longest = Math.max(longest, inPiece);
    }

    @Override
    public String partial() {
      return !partial.isEmpty()
          ? partial
          : silent || inPiece == 0 ? "" : "piece" + (finished + 1) + more();
    }

    private String more() {
      return " word".repeat(inPiece / 8_000 % 10);
    }

    @Override
    public String finish() {
      finished++;
      inPiece = 0;
      return silent ? "" : "piece" + finished;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
