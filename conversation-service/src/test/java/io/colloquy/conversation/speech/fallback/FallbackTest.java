package io.colloquy.conversation.speech.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.speech.SpeechUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {

  private static final Speaker ANYONE = new Speaker("en", List.of(), AudioFormat.PCM_16000);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Understudy first = new Understudy("first");
  private final Understudy second = new Understudy("second");
  private final FallbackRecognizer recognizer = inOrder(first, second);
  private final Recognition recognition = recognizer.open(ANYONE);

  @AfterEach
  void nobodyIsLeftOpen() {
    recognition.close();
    assertThat(first.open).isZero();
    assertThat(second.open).isZero();
  }

  @Test
  void theFirstHearsAllAsLongAsItIsWell() {
    assertThat(utterance(1, 2, 3)).isEqualTo("first: 1 2 3");
    assertThat(utterance(4)).isEqualTo("first: 4");
    assertThat(second.opened).isZero();
    assertThat(counted("utterances", "first")).isEqualTo(2);
    assertThat(meters.get("colloquy.asr.finish").tag("provider", "first").timer().count())
        .isEqualTo(2);
  }

  @Test
  void oneThatFailsInMidUtteranceIsReplacedAndNoSoundIsLost() {
    first.failsAfter = 2;
    say(1, 2, 3, 4);
    assertThat(recognition.partial()).isEqualTo("1 2 3 4");
    assertThat(recognition.finish()).isEqualTo("second: 1 2 3 4");
    assertThat(first.open).isZero();
    assertThat(counted("failures", "first")).isEqualTo(1);
    assertThat(
            meters
                .get("colloquy.asr.fallbacks")
                .tag("provider", "first")
                .tag("by", "second")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void oneThatFailsAtTheEndIsReplacedToo() {
    first.failsAtFinish = true;
    assertThat(utterance(1, 2, 3)).isEqualTo("second: 1 2 3");
    assertThat(counted("utterances", "first")).isZero();
    assertThat(counted("utterances", "second")).isEqualTo(1);
  }

  @Test
  void whatIsKnownOfTheUtteranceComesFromTheOneThatFinishedIt() {
    first.failsAtFinish = true;
    utterance(1);
    assertThat(recognition.facts().language()).contains("by-second");
  }

  @Test
  void theNextUtteranceGoesToTheFirstAgain() {
    first.failsAfter = 1;
    utterance(1, 2);
    first.failsAfter = Integer.MAX_VALUE;
    assertThat(utterance(3)).isEqualTo("first: 3");
    assertThat(second.open).isZero();
  }

  @Test
  void oneThatIsKnownToFailIsNotTriedUntilThePauseIsOver() {
    first.failing = true;
    utterance(1);
    utterance(2);
    int tried = first.opened;
    assertThat(utterance(3)).isEqualTo("second: 3");
    try (Recognition other = recognizer.open(ANYONE)) {
      other.accept(new short[] {9});
      assertThat(other.finish()).isEqualTo("second: 9");
    }
    assertThat(first.opened).isEqualTo(tried);
    first.failing = false;
    clock.pass(PAUSE);
    assertThat(utterance(4)).isEqualTo("first: 4");
    assertThat(utterance(5)).isEqualTo("first: 5");
  }

  @Test
  void theOnlyOneIsTriedOnceMoreInTheSameUtterance() {
    Understudy only = new Understudy("only");
    try (Recognition alone = inOrder(only).open(ANYONE)) {
      only.failsAfter = 1;
      alone.accept(new short[] {1});
      only.onFailure = () -> only.failsAfter = Integer.MAX_VALUE;
      alone.accept(new short[] {2});
      alone.accept(new short[] {3});
      assertThat(alone.finish()).isEqualTo("only: 1 2 3");
      assertThat(only.opened).isEqualTo(2);
    }
    assertThat(only.open).isZero();
  }

  @Test
  void theOnlyOneIsNotTriedForEver() {
    Understudy only = new Understudy("only");
    try (Recognition alone = inOrder(only).open(ANYONE)) {
      only.failing = true;
      alone.accept(new short[] {1});
      assertThatThrownBy(alone::finish).isInstanceOf(SpeechUnavailable.class);
      assertThat(only.opened).isEqualTo(2);
    }
  }

  @Test
  void whenNoneIsLeftTheWordsThatWereUnderstoodAreBetterThanNone() {
    first.failsAtFinish = true;
    second.failing = true;
    assertThat(utterance(1, 2)).isEqualTo("1 2");
  }

  @Test
  void whenNoneIsLeftAndNothingWasUnderstoodAllReasonsAreGiven() {
    first.failing = true;
    second.failing = true;
    say(1);
    assertThatThrownBy(recognition::finish)
        .isInstanceOf(SpeechUnavailable.class)
        .hasMessageContaining("first broke")
        .hasMessageContaining("second broke");
  }

  @Test
  void anUtteranceThatFailedDoesNotTouchTheNext() {
    first.failing = true;
    second.failing = true;
    say(1);
    assertThatThrownBy(recognition::finish).isInstanceOf(SpeechUnavailable.class);
    first.failing = false;
    second.failing = false;
    clock.pass(PAUSE);
    assertThat(recognition.partial()).isEmpty();
    assertThat(utterance(7)).isEqualTo("first: 7");
  }

  @Test
  void oneThatIsFullIsPassedOver() {
    first.full = true;
    try (Recognition other = recognizer.open(ANYONE)) {
      other.accept(new short[] {1});
      assertThat(other.finish()).isEqualTo("second: 1");
    }
    second.full = true;
    assertThatThrownBy(() -> recognizer.open(ANYONE))
        .isInstanceOf(SpeechUnavailable.class)
        .hasMessage("first is full; second is full");
  }

  @Test
  void onlyThoseThatKnowTheLanguageAreAsked() {
    first.unable = Optional.of("first knows no Basque");
    assertThat(recognizer.unavailability("eu")).isEmpty();
    try (Recognition other = recognizer.open(ANYONE)) {
      other.accept(new short[] {1});
      assertThat(other.finish()).isEqualTo("second: 1");
    }
    second.unable = Optional.of("second neither");
    assertThat(recognizer.unavailability("eu")).contains("first knows no Basque; second neither");
    assertThatThrownBy(() -> recognizer.open(ANYONE)).isInstanceOf(SpeechUnavailable.class);
  }

  @Test
  void aLongUtteranceReachesTheNextWithoutHoldingUpTheEars() {
    first.failsAfter = 20;
    for (int i = 0; i < 20; i++) {
      recognition.accept(seconds(i, 1));
    }
    recognition.accept(seconds(20, 1));
    assertThat(second.pieces).isLessThanOrEqualTo(1);
    for (int i = 21; i < 25; i++) {
      recognition.accept(seconds(i, 1));
    }
    assertThat(recognition.finish()).startsWith("second: 0 1 2 3").endsWith("23 24");
  }

  @Test
  void aClosedOneHearsNothing() {
    say(1);
    recognition.close();
    say(2);
    assertThat(recognition.partial()).isEmpty();
    assertThat(recognition.finish()).isEmpty();
  }

  @Test
  void allAreWarmedUpAndClosed() {
    recognizer.warmUp();
    recognizer.close();
    assertThat(List.of(first, second)).allMatch(u -> u.warm && u.closed);
  }

  private String utterance(int... sound) {
    say(sound);
    return recognition.finish();
  }

  private void say(int... sound) {
    for (int sample : sound) {
      recognition.accept(new short[] {(short) sample});
    }
  }

  private static short[] seconds(int first, int length) {
    short[] samples = new short[length * 16_000];
    samples[0] = (short) first;
    return samples;
  }

  private double counted(String what, String provider) {
    return Optional.ofNullable(
            meters.find("colloquy.asr." + what).tag("provider", provider).counter())
        .map(counter -> counter.count())
        .orElse(0.0);
  }

  private FallbackRecognizer inOrder(Understudy... understudies) {
    List<Route> routes =
        Stream.of(understudies)
            .map(u -> new Route(u.name, u, new Breaker(2, PAUSE, clock)))
            .toList();
    return new FallbackRecognizer(routes, Duration.ofSeconds(30), new MeteredRecognition(meters));
  }
}
