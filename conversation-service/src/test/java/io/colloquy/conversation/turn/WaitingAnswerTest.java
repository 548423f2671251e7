package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import org.junit.jupiter.api.Test;

/** Answers that are prepared early, answers that are held back, and what is said meanwhile. */
class WaitingAnswerTest {

  private final Stage voice = new Stage(Stage.SPECULATIVE);

  @Test
  void anAnswerIsPreparedInALikelyEndAndSaidWhenTheTurnIsOver() {
    voice.on(new Event.Begin("")).userBeginsToSay("when do you");
    voice.on(new Event.UserPaused("when do you open"));
    voice.modelSays("At nine. ").modelFinishes();
    assertThat(voice.state()).isInstanceOf(Hearing.class);
    assertThat(voice.all(Effect.Speak.class)).isEmpty();
    assertThat(voice.published()).isEmpty();

    voice.userEnds("When do you open?");
    assertThat(voice.all(Effect.Generate.class))
        .singleElement()
        .satisfies(
            asked ->
                assertThat(asked.history()).containsExactly(ChatMessage.user("when do you open")));
    assertThat(voice.state()).isInstanceOf(Speaking.class);
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).eventId())
        .isEqualTo(voice.lastTold(EdgeOutput.UserTranscript.class).eventId());
    assertThat(voice.toldInOrder()).containsSubsequence("UserTranscript", "AgentResponse");
  }

  @Test
  void anAnswerStillBeingWrittenGoesOnWhenTheTurnIsOver() {
    voice.on(new Event.Begin("")).userBeginsToSay("when do you");
    voice.on(new Event.UserPaused("when do you open")).modelSays("At ");
    voice.userEnds("when do you open");
    assertThat(voice.state()).isInstanceOf(Thinking.class);

    voice.modelSays("nine. ").modelFinishes();
    assertThat(voice.all(Effect.Generate.class)).hasSize(1);
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text()).isEqualTo("At nine.");
  }

  @Test
  void itIsThrownAwayUnheardWhenTheUserGoesOn() {
    voice.on(new Event.Begin("")).userBeginsToSay("I want a table");
    voice.on(new Event.UserPaused("I want a table"));
    var early = voice.generation();
    voice.modelSays("For how many? ").modelFinishes();
    voice.on(new Event.UserSpeaking(900)).userEnds("I want a table for two");

    assertThat(voice.all(Effect.Generate.class)).hasSize(2);
    assertThat(voice.told(EdgeOutput.AgentResponse.class)).isEmpty();
    voice.on(new Event.AnswerText(early, "late"));
    voice.modelSays("Booked.").modelFinishes();
    assertThat(voice.all(Effect.Speak.class))
        .extracting(Effect.Speak::text)
        .containsExactly("Booked.");
  }

  @Test
  void itIsCancelledWhenTheWordsTurnOutToBeOthers() {
    voice.on(new Event.Begin("")).userBeginsToSay("for");
    voice.on(new Event.UserPaused("for tea people"));
    var early = voice.generation();
    voice.userEnds("forty people");

    assertThat(voice.all(Effect.CancelGeneration.class))
        .extracting(Effect.CancelGeneration::generationId)
        .containsExactly(early);
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsExactly(ChatMessage.user("forty people"));
  }

  @Test
  void onePauseIsOneAttemptAndAFailedOneIsMadeUpForWhenTheTurnIsOver() {
    voice.on(new Event.Begin("")).userBeginsToSay("when do you");
    voice.on(new Event.UserPaused("when do you open")).modelFails();
    assertThat(voice.told(EdgeOutput.Failure.class)).isEmpty();

    voice.userEnds("when do you open").modelSays("At nine.").modelFinishes();
    assertThat(voice.all(Effect.Generate.class)).hasSize(2);
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text()).isEqualTo("At nine.");
  }

  @Test
  void nothingIsPreparedWhereThePolicySaysSoNorInSilence() {
    var cautious = new Stage(Stage.VOICE);
    cautious.on(new Event.Begin("")).userBeginsToSay("hello").on(new Event.UserPaused("hello"));
    assertThat(cautious.all(Effect.Generate.class)).isEmpty();

    voice.on(new Event.Begin("")).pass(60_000);
    assertThat(voice.all(Effect.Generate.class)).isEmpty();
  }

  @Test
  void userActivityHoldsTheFloorForTwoSecondsAndEachRenewsIt() {
    voice.on(new Event.Begin("")).userSays("hello").on(new Event.UserActive());
    voice.modelSays("Good day. ").modelFinishes().pass(1_500);
    voice.on(new Event.UserActive()).pass(1_999);
    assertThat(voice.all(Effect.Speak.class)).isEmpty();

    voice.pass(1);
    assertThat(voice.all(Effect.Speak.class)).hasSize(1);
  }

  @Test
  void userActivityDoesNotCutWhatIsBeingSaid() {
    voice.on(new Event.Begin("")).userSays("hello").modelSays("Good day. ").voiceSpeaks();
    voice.on(new Event.UserActive()).modelSays("How are you? ").modelFinishes();

    assertThat(voice.all(Effect.Speak.class)).hasSize(2);
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();
  }

  @Test
  void aChatHoldsItsAnswerBackLikewise() {
    var chat = new Stage(Stage.CHAT);
    chat.on(new Event.Begin("")).on(new Event.UserTyped("hi")).on(new Event.UserActive());
    chat.modelSays("Hello.").modelFinishes().pass(1_999);
    assertThat(chat.toldInOrder()).isEmpty();

    chat.pass(1);
    assertThat(chat.lastTold(EdgeOutput.AgentResponse.class).text()).isEqualTo("Hello.");
  }
}
