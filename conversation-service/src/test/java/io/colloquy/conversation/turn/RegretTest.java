package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Over;
import org.junit.jupiter.api.Test;

/** What becomes of a call when no model answers. */
class RegretTest {

  private final Stage voice = new Stage(Stage.VOICE).on(new Event.Begin(""));

  @Test
  void theCallerHearsAnApologyAndTheNextTurnIsTriedAfresh() {
    voice.userSays("how much").modelFails().voiceSpeaks().pass(1_000);
    assertThat(voice.spoken()).containsExactly("Sorry, I have no answer.");
    assertThat(voice.told(EdgeOutput.Failure.class)).hasSize(1);
    assertThat(voice.state()).isInstanceOf(Listening.class);

    voice.userSays("and now").modelSays("Ten euros.").modelFinishes().voiceSpeaks().pass(1_000);
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text()).isEqualTo("Ten euros.");
  }

  @Test
  void whatWasSpokenIsNotSaidAgain() {
    voice.userSays("when").modelSays("We open at nine. ").voiceSpeaks().modelFails();
    voice.voiceSpeaks().pass(1_000);

    assertThat(voice.spoken()).containsExactly("We open at nine. ", "Sorry, no more.");
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("We open at nine. Sorry, no more.");
  }

  @Test
  void threeFailedTurnsInARowEndTheCallWithAGoodbyeThatIsHeardOut() {
    for (int turn = 0; turn < 3; turn++) {
      voice.userSays("how much").modelFails().voiceSpeaks();
      assertThat(voice.all(Effect.End.class)).isEmpty();
      voice.pass(1_000);
    }

    assertThat(voice.lastSpoken()).isEqualTo("Sorry, goodbye.");
    assertThat(voice.told(EdgeOutput.Failure.class)).hasSize(3);
    assertThat(voice.state()).isInstanceOf(Over.class);
    assertThat(voice.all(Effect.End.class))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.code()).isEqualTo(1000);
              assertThat(end.termination()).isEqualTo("Call ended because no model answered");
            });
  }

  @Test
  void anAnswerInBetweenBeginsTheCountAnew() {
    for (int turn = 0; turn < 6; turn++) {
      voice.userSays("how much");
      var _ = turn % 3 == 2 ? voice.modelSays("Ten.").modelFinishes() : voice.modelFails();
      voice.voiceSpeaks().pass(1_000);
    }

    assertThat(voice.spoken()).filteredOn("Sorry, I have no answer."::equals).hasSize(4);
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void aReaderGetsTheErrorAndTheApologyAsText() {
    var chat = new Stage(Stage.CHAT).on(new Event.Begin(""));
    chat.on(new Event.UserTyped("hi")).modelFails();

    assertThat(chat.lastTold(EdgeOutput.Failure.class).errorType()).isEqualTo("llm_error");
    assertThat(chat.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("Sorry, I have no answer.");
    chat.on(new Event.UserTyped("hi")).modelFails().on(new Event.UserTyped("hi")).modelFails();
    assertThat(chat.state()).isInstanceOf(Over.class);
  }
}
