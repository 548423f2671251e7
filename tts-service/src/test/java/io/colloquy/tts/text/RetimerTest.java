package io.colloquy.tts.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.tts.text.Rewriting.Edit;
import io.colloquy.tts.voice.Sound.TimedChar;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RetimerTest {

  private static final double CHAR_MS = 10;

  @Test
  void aLongerWordingLastsAsLongAsItSounds() {
    var rewriting = Rewriting.of("The UN met", List.of(new Edit(4, 6, "United Nations")));

    var told = told(rewriting);

    assertThat(rewriting.after()).isEqualTo("The United Nations met");
    assertThat(told).hasSize(10);
    assertThat(told.get(4)).isEqualTo(new TimedChar(4, 40, 70));
    assertThat(told.get(5)).isEqualTo(new TimedChar(5, 110, 70));
    assertThat(told.get(6)).isEqualTo(new TimedChar(6, 180, 10));
  }

  @Test
  void aShorterWordingTellsEveryCharacterAllTheSame() {
    var rewriting = Rewriting.of("Mister X", List.of(new Edit(0, 6, "Mr")));

    assertThat(told(rewriting).stream().map(TimedChar::index))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(told(rewriting).get(3)).isEqualTo(new TimedChar(3, 10, 10));
  }

  @Test
  void whatIsLeftOutIsToldWithoutTime() {
    var rewriting = Rewriting.of("abc", List.of(new Edit(1, 3, "")));

    assertThat(told(rewriting))
        .containsExactly(new TimedChar(0, 0, 10), new TimedChar(1, 10, 0), new TimedChar(2, 10, 0));
  }

  @Test
  void whereTheNewTextTakesUpIsKnown() {
    var rewriting = Rewriting.of("The UN met", List.of(new Edit(4, 6, "United Nations")));

    assertThat(rewriting.indexOf(4)).isEqualTo(4);
    assertThat(rewriting.indexOf(6)).isEqualTo(18);
    assertThat(rewriting.indexOf(10)).isEqualTo(22);
  }

  /** Whatever is replaced by whatever, in however many sounds. */
  @RepeatedTest(200)
  void everyCharacterIsToldOnceInOrder(RepetitionInfo repetition) {
    var random = new Random(repetition.getCurrentRepetition());
    var rewriting = random(random);
    var spoken = spoken(rewriting);
    var retimer = new Retimer(rewriting);
    List<TimedChar> told = new ArrayList<>();
    for (int at = 0; at < spoken.size(); ) {
      int to = Math.min(spoken.size(), at + random.nextInt(5));
      told.addAll(retimer.add(spoken.subList(at, to)));
      at = to;
    }
    told.addAll(retimer.rest());

    assertThat(told.stream().map(TimedChar::index)).containsExactlyElementsOf(points(rewriting));
    assertThat(told.stream().map(TimedChar::startMs)).isSorted();
    assertThat(told).allSatisfy(c -> assertThat(c.durationMs()).isNotNegative());
  }

  private static Rewriting random(Random random) {
    var before = new StringBuilder();
    List<Edit> edits = new ArrayList<>();
    while (before.length() < 30) {
      int start = before.length();
      for (int i = random.nextInt(6); i >= 0; i--) {
        before.append(random.nextInt(4) == 0 ? "👍" : "é");
      }
      if (random.nextBoolean()) {
        edits.add(new Edit(start, before.length(), "🎉x".repeat(random.nextInt(5))));
      }
    }
    return Rewriting.of(before.toString(), edits);
  }

  private static List<TimedChar> told(Rewriting rewriting) {
    var retimer = new Retimer(rewriting);
    List<TimedChar> told = new ArrayList<>(retimer.add(spoken(rewriting)));
    told.addAll(retimer.rest());
    return told;
  }

  private static List<TimedChar> spoken(Rewriting rewriting) {
    var after = rewriting.after();
    return IntStream.iterate(0, i -> i < after.length(), i -> after.offsetByCodePoints(i, 1))
        .mapToObj(i -> new TimedChar(i, i * CHAR_MS, CHAR_MS))
        .toList();
  }

  private static List<Integer> points(Rewriting rewriting) {
    var before = rewriting.before();
    return IntStream.iterate(0, i -> i < before.length(), i -> before.offsetByCodePoints(i, 1))
        .boxed()
        .toList();
  }
}
