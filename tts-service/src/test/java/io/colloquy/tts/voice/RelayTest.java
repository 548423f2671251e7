package io.colloquy.tts.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.media.Tone;
import io.colloquy.tts.voice.Casting.Part;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines that say each number of a text as a tone, so that it can be heard who said what. */
class RelayTest {

  private static final int RATE = 16_000;
  private static final int WORD_MS = 200;
  private static final String TEXT = "500 700 900 1100 1300";
  private static final List<Integer> TONES = List.of(500, 700, 900, 1100, 1300);

  private final List<String> fallbacks = new ArrayList<>();
  private final Tones first = new Tones("first", RATE);
  private final Tones second = new Tones("second", RATE);
  private Instant now = Instant.EPOCH;
  private Engines engines = engines(first, second);

  private Engines engines(Tones... all) {
    var names = Arrays.stream(all).map(Tones::engine).toList();
    var clock =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new Engines(
        List.of(all),
        new Casting(
            Map.of("set", new Part("second", "own")),
            names,
            Map.of("first", "usual-1", "second", "usual-2", "third", "usual-3"),
            Set.of()),
        new Engines.Caution(2, Duration.ofSeconds(30), clock),
        (from, to) -> fallbacks.add(from + ">" + to));
  }

  @Test
  void withoutTroubleTheFirstSpeaksAll() {
    assertThat(tones(say("conv_1"))).isEqualTo(TONES);
    assertThat(first.asked).containsExactly(TEXT);
    assertThat(first.voices).containsExactly("usual-1");
    assertThat(second.asked).isEmpty();
    assertThat(fallbacks).isEmpty();
  }

  @Test
  void whoFailsBeforeAnythingIsHeardIsReplacedForTheWhole() {
    first.failsAfterMs = 0;

    var heard = say("conv_1");

    assertThat(tones(heard)).isEqualTo(TONES);
    assertThat(second.asked).containsExactly(TEXT);
    assertThat(second.voices).containsExactly("usual-2");
    assertThat(fallbacks).containsExactly("first>second");
  }

  /** Wherever it breaks off: nothing is heard twice, and nothing is missing. */
  @ParameterizedTest
  @ValueSource(ints = {40, 80, 180, 200, 220, 390, 410, 600, 760, 820, 960, 1_000})
  void whoFailsInTheMiddleIsReplacedFromTheFirstWordThatWasNotHeard(int failsAfterMs) {
    first.failsAfterMs = failsAfterMs;

    var heard = say("conv_1");

    assertThat(tones(heard)).isEqualTo(TONES);
    assertThat(heard.durationMs()).isBetween(950.0, 1_060.0);
    assertThat(heard.chars().stream().map(TimedChar::index))
        .containsExactlyElementsOf(IntStream.range(0, TEXT.length()).boxed().toList());
    assertThat(heard.chars().stream().map(TimedChar::startMs)).isSorted();
    int word = TONES.indexOf(tones(heard).getLast());
    assertThat(word).isEqualTo(4);
  }

  @Test
  void theTimesAfterAChangeAreThoseOfTheWhole() {
    first.failsAfterMs = 500;

    var heard = say("conv_1");

    for (int i = 0; i < TONES.size(); i++) {
      int at = TEXT.indexOf(String.valueOf(TONES.get(i)));
      assertThat(heard.chars().get(at).startMs()).isBetween(i * WORD_MS - 5.0, i * WORD_MS + 15.0);
    }
  }

  @Test
  void aStandInWithAnotherRateSoundsAsItShould() {
    engines = engines(first, new Tones("third", 24_000));
    first.failsAfterMs = 500;

    var heard = say("conv_1");

    assertThat(heard.rate()).isEqualTo(RATE);
    assertThat(tones(heard)).isEqualTo(TONES);
  }

  @Test
  void threeMayFollowEachOther() {
    engines = engines(first, second, new Tones("third", RATE));
    first.failsAfterMs = 300;
    second.failsAfterMs = 300;

    assertThat(tones(say("conv_1"))).isEqualTo(TONES);
    assertThat(fallbacks).containsExactly("first>second", "second>third");
  }

  @Test
  void whoTellsNoTimesIsReplacedWhereTheWordsMustBe() {
    first.tellsTimes = false;
    first.failsAfterMs = 900;

    var heard = say("conv_1");

    assertThat(heard.chars().stream().map(TimedChar::index))
        .containsExactlyElementsOf(IntStream.range(0, TEXT.length()).boxed().toList());
    assertThat(heard.durationMs()).isGreaterThan(900);
  }

  @Test
  void ifAllFailTheLastReasonIsTold() {
    first.failsAfterMs = 100;
    second.failsAfterMs = 100;

    assertThatThrownBy(() -> say("conv_1"))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessage("second broke");
  }

  @Test
  void whoFailedSeveralTimesIsNotAskedForAWhile() {
    first.failsAfterMs = 0;
    say("conv_1");
    say("conv_2");
    say("conv_3");
    assertThat(first.asked).hasSize(2);

    first.failsAfterMs = Integer.MAX_VALUE;
    now = now.plusSeconds(31);
    say("conv_4");
    say("conv_5");
    assertThat(first.asked).hasSize(4);
  }

  @Test
  void whoFailsItsProbeIsLeftAloneAgain() {
    first.failsAfterMs = 0;
    say("conv_1");
    say("conv_2");
    now = now.plusSeconds(31);
    say("conv_3");
    say("conv_4");

    assertThat(first.asked).hasSize(3);
  }

  @Test
  void whoRefusesIsNotAskedAgainAtOnce() {
    first.failsAfterMs = 0;
    first.kind = SynthesisFailure.Kind.REFUSED;
    say("conv_1");
    say("conv_2");

    assertThat(first.asked).hasSize(1);
  }

  @Test
  void whoOnlyDislikesTheTextIsAskedForOthers() {
    first.failsAfterMs = 0;
    first.kind = SynthesisFailure.Kind.OF_THE_REQUEST;
    for (int i = 0; i < 5; i++) {
      say("conv_" + i);
    }

    assertThat(first.asked).hasSize(5);
  }

  @Test
  void aConversationKeepsTheVoiceThatItChangedTo() {
    first.failsAfterMs = 300;
    say("conv_1");
    first.failsAfterMs = Integer.MAX_VALUE;
    say("conv_1");
    say("conv_2");

    assertThat(second.asked).hasSize(2);
    assertThat(first.asked).hasSize(2);
  }

  @Test
  void aCancellationIsNobodysFailure() {
    for (int i = 0; i < 5; i++) {
      var voice = voice("any");
      Recording.of(engines.engineOf("conv_1", voice), new Utterance(TEXT, voice), 1);
    }

    assertThat(first.asked).hasSize(5);
    assertThat(second.asked).isEmpty();
  }

  @Test
  void aVoiceThatIsSetGoesToItsEngineFirst() {
    var voice = voice("set");
    var heard = Recording.of(engines.engineOf("conv_1", voice), new Utterance(TEXT, voice));

    assertThat(tones(heard)).isEqualTo(TONES);
    assertThat(second.voices).containsExactly("own");
    assertThat(first.asked).isEmpty();
  }

  private Recording say(String conversationId) {
    var voice = voice("any");
    return Recording.of(engines.engineOf(conversationId, voice), new Utterance(TEXT, voice));
  }

  private static Voice voice(String id) {
    return new Voice(id, Optional.empty(), "en", 1, 0.5, 0.8);
  }

  /** The tones that are heard, in order; one that is heard twice in a row is there twice. */
  private static List<Integer> tones(Recording heard) {
    var samples = heard.samples();
    int word = RATE * WORD_MS / 1000;
    List<Integer> tones = new ArrayList<>();
    for (int at = 0; at + word / 2 <= samples.length; at += word) {
      var middle = Arrays.copyOfRange(samples, at + word / 4, at + 3 * word / 4);
      for (int hz : TONES) {
        if (Tone.amplitude(middle, RATE, hz) > 0.3) {
          tones.add(hz);
        }
      }
    }
    return tones;
  }

  private static final class Tones implements Synthesizer {
    private static final int PART_MS = 40;

    private final String name;
    private final int rate;
    private final List<String> asked = new ArrayList<>();
    private final List<String> voices = new ArrayList<>();
    private int failsAfterMs = Integer.MAX_VALUE;
    private boolean tellsTimes = true;
    private SynthesisFailure.Kind kind = SynthesisFailure.Kind.PASSING;

    Tones(String name, int rate) {
      this.name = name;
      this.rate = rate;
    }

    @Override
    public String engine() {
      return name;
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
    public void speak(Utterance utterance, Sink sink) {
      asked.add(utterance.text());
      voices.add(utterance.voice().voiceId());
      var tone = tone(utterance.text());
      var chars = chars(utterance.text());
      int part = rate * PART_MS / 1000;
      double atMs = 0;
      for (int at = 0; at < tone.length; at += part) {
        double endMs = atMs + PART_MS;
        if (atMs >= failsAfterMs) {
          throw new SynthesisFailure(kind, name + " broke", null);
        }
        double fromMs = atMs;
        var told =
            tellsTimes
                ? chars.stream().filter(c -> c.startMs() >= fromMs && c.startMs() < endMs).toList()
                : at + part >= tone.length ? chars : List.<TimedChar>of();
        if (!sink.take(new Sound(rate, Arrays.copyOfRange(tone, at, at + part), told))) {
          return;
        }
        atMs = endMs;
      }
      if (failsAfterMs < Integer.MAX_VALUE) {
        throw new SynthesisFailure(kind, name + " broke", null);
      }
    }

    private short[] tone(String text) {
      var words = text.strip().split(" +");
      int each = rate * WORD_MS / 1000;
      short[] all = new short[words.length * each];
      for (int i = 0; i < words.length; i++) {
        var tone = Tone.sine(rate, Integer.parseInt(words[i]), each, 0.7);
        System.arraycopy(tone, 0, all, i * each, each);
      }
      return all;
    }

    /** A space takes no time; the digits of a number share its. */
    private static List<TimedChar> chars(String text) {
      List<TimedChar> chars = new ArrayList<>();
      double atMs = 0;
      for (int i = 0; i < text.length(); ) {
        int end = i;
        while (end < text.length() && text.charAt(end) != ' ') {
          end++;
        }
        for (int k = i; k < end; k++) {
          double each = (double) WORD_MS / (end - i);
          chars.add(new TimedChar(k, atMs + (k - i) * each, each));
        }
        atMs += end > i ? WORD_MS : 0;
        if (end < text.length()) {
          chars.add(new TimedChar(end, atMs, 0));
        }
        i = end + 1;
      }
      return chars;
    }
  }
}
