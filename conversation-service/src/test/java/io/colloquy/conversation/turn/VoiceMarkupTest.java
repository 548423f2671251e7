package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features VT-04 to VT-10. Runs are written {@code label:text}, joined by a bar. */
class VoiceMarkupTest {

  private static final Set<String> LABELS = Set.of("spanish", "Joe", "Narrator", "My Voice");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiterString = "=>",
      textBlock =
          """
          Hello there.                                   => :Hello there.
          She said, <spanish>Hola</spanish> to him.      => :She said, |spanish:Hola|: to him.
          <Joe>Yes</Joe><spanish>No</spanish>            => Joe:Yes|spanish:No
          <Ghost>boo</Ghost> it said                     => :boo it said
          <Spanish>Hola</Spanish>                        => :Hola
          <Joe>one <spanish>two</spanish> three</Joe> x  => Joe:one two three|: x
          <Joe>one <b>two</b></Joe>                      => Joe:one two
          <Joe>hello                                     => Joe:hello
          </Joe>hello                                    => :hello
          <Joe>a</spanish>b</Joe>c                       => Joe:ab|:c
          2 < 3 and 5 > 4                                => :2 < 3 and 5 > 4
          a <3 you                                       => :a <3 you
          if a<b and c>d then                            => :if a<b and c>d then
          x << y                                         => :x << y
          <My Voice>hm</My Voice> so                     => My Voice:hm|: so
          wait <break time="1s"/>for it                  => :wait for it
          <Joe>ends in the middle</Jo                    => Joe:ends in the middle
          the end <Narr                                  => :the end
          is 1 <                                         => :is 1 <
          """)
  void markupChoosesTheVoiceAndIsNeverSpoken(String text, String expected) {
    assertThat(written(List.of(text))).isEqualTo(expected);
  }

  @Test
  void itMakesNoDifferenceHowTheTextIsCut() {
    var text =
        "A <Narrator>story</Narrator> of <Ghost>2 < 3</Ghost> and <Joe>\"hi\" <b a='1'>x</b></Joe>.";
    var whole = written(List.of(text));
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      assertThat(written(cut(text, random))).isEqualTo(whole);
    }
    assertThat(written(text.chars().mapToObj(Character::toString).toList())).isEqualTo(whole);
  }

  @Test
  void textBeforeATagIsNotHeldBack() {
    var markup = new VoiceMarkup(LABELS);
    assertThat(markup.push("Once upon a time <Na"))
        .containsExactly(new VoiceMarkup.Run(Optional.empty(), "Once upon a time "));
    assertThat(markup.push("rrator>there"))
        .containsExactly(new VoiceMarkup.Run(Optional.of("Narrator"), "there"));
  }

  private static List<String> cut(String text, Random random) {
    List<String> parts = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(9));
      parts.add(text.substring(at, end));
      at = end;
    }
    return parts;
  }

  /** Neighbouring runs of one voice count as one. */
  private static String written(List<String> parts) {
    var markup = new VoiceMarkup(LABELS);
    List<VoiceMarkup.Run> runs = new ArrayList<>();
    parts.forEach(part -> runs.addAll(markup.push(part)));
    runs.addAll(markup.finish());
    List<VoiceMarkup.Run> joined = new ArrayList<>();
    for (var run : runs) {
      if (!joined.isEmpty() && joined.getLast().label().equals(run.label())) {
        var before = joined.removeLast();
        joined.add(new VoiceMarkup.Run(run.label(), before.text() + run.text()));
      } else {
        joined.add(run);
      }
    }
    return joined.stream()
        .map(run -> run.label().orElse("") + ":" + run.text())
        .collect(Collectors.joining("|"))
        .strip();
  }
}
