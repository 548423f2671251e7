package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceCutterTest {

  private static List<String> cut(String text, int step) {
    var cutter = new PieceCutter();
    List<String> pieces = new ArrayList<>();
    for (int at = 0; at < text.length(); at += step) {
      pieces.addAll(cutter.push(text.substring(at, Math.min(text.length(), at + step))));
    }
    cutter.finish().ifPresent(pieces::add);
    return pieces;
  }

  @Test
  void sentencesBecomePieces() {
    assertThat(cut("We open at nine. We close at six! Is that fine?", 5))
        .containsExactly("We open at nine. ", "We close at six! ", "Is that fine?");
  }

  @Test
  void theFirstPieceEndsAtAnEarlyCommaAndLaterOnesDoNot() {
    assertThat(cut("On week days in the morning, we open at nine, and on Sunday, never at all.", 3))
        .containsExactly(
            "On week days in the morning, ", "we open at nine, and on Sunday, never at all.");
  }

  @Test
  void aDotInANumberOrATitleEndsNothing() {
    assertThat(cut("Dr. Brown charges 3.50 for it. Fine.", 4))
        .containsExactly("Dr. Brown charges 3.50 for it. ", "Fine.");
  }

  @Test
  void blankLinesBelongToThePieceThatFollows() {
    assertThat(cut("\n\nWell. \n\n Then go on.", 1))
        .allSatisfy(piece -> assertThat(piece).isNotBlank());
  }

  @Test
  void anEndlessSentenceIsCutAtAWordBeforeItGetsTooLong() {
    assertThat(cut("word ".repeat(200), 7))
        .allSatisfy(piece -> assertThat(piece.length()).isLessThan(300));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void thePiecesJoinedAreTheTextHoweverItStreams(int step) {
    var text = "One. Two, three; four: five! Mr. Six said 7.5? \n Nine and ten and so on";
    assertThat(String.join("", cut(text, step))).isEqualTo(text);
  }
}
