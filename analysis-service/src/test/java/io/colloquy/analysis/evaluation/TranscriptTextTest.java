package io.colloquy.analysis.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTextTest {

  @Test
  void everyThingThatWasSaidOrDoneIsALine() {
    var turns = new ArrayList<>(Transcripts.of("Hello.", " My order? "));
    turns.add(Transcripts.call("look_up", "{\"id\":7}"));
    turns.add(Transcripts.result("look_up", "no such order", true));

    assertThat(TranscriptText.of(turns, 1000))
        .isEqualTo(
            """
            agent: Hello.
            user: My order?
            [the agent calls the tool look_up with {"id":7}]
            [the tool look_up fails: no such order]""");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1_000, 5_000})
  void ofALongTranscriptTheBeginningAndTheEndAreKept(int budget) {
    List<ObjectNode> turns = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      turns.add(Transcripts.turn("user", "message number " + i));
    }

    var text = TranscriptText.of(turns, budget);

    assertThat(text).startsWith("user: message number 0\n").endsWith("message number 999");
    assertThat(text).containsPattern("\\[… \\d+ lines of the transcript are left out here …]");
    assertThat(text.length()).isBetween(budget / 2, budget + 80);
    assertThat(text.lines().count() - 1 + leftOut(text)).isEqualTo(1_000);
  }

  @Test
  void oneEndlessTurnLeavesRoomForTheOthers() {
    var text = TranscriptText.of(Transcripts.of("Hello.", "x".repeat(100_000), "Bye."), 1_000);

    assertThat(text).startsWith("agent: Hello.\n").endsWith("\nagent: Bye.").contains("[…]");
    assertThat(text.length()).isLessThan(1_000);
  }

  private static long leftOut(String text) {
    return Long.parseLong(text.replaceAll("(?s).*\\[… (\\d+) lines.*", "$1"));
  }
}
