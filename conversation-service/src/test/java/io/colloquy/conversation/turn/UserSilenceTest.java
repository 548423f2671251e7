package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Over;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Features CF-01 to CF-06 and CF-15: what the agent makes of a user who says nothing. */
class UserSilenceTest {

  private static final TurnPolicy ASKS_AFTER_TWO_SECONDS =
      Stage.voice(new TurnPolicy.UserSilence(2_000, -1));

  private final Stage voice = new Stage(ASKS_AFTER_TWO_SECONDS);

  @Test
  void theAgentSpeaksAgainAfterTheTurnTimeoutCountedFromTheEndOfPlayOut() {
    voice.on(new Event.Begin("Hello there, my friend.")).voiceSpeaks(); // sounds for 230 ms
    voice.pass(2_200);
    assertThat(voice.all(Effect.Generate.class)).isEmpty();

    voice.pass(30);
    assertThat(voice.all(Effect.Generate.class))
        .singleElement()
        .satisfies(
            asked ->
                assertThat(asked.history())
                    .containsExactly(
                        ChatMessage.assistant("Hello there, my friend."), ChatMessage.user("...")));
    voice.modelSays("Are you there?").modelFinishes();
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).eventId()).isEqualTo(2);
    assertThat(voice.told(EdgeOutput.UserTranscript.class)).isEmpty();
    assertThat(voice.memory().history()).hasSize(1); // the cue is no part of the conversation
  }

  @Test
  void itSpeaksAgainAndAgain() {
    voice.on(new Event.Begin("")).pass(2_000).modelSays("Hello?").modelFinishes().voiceSpeaks();
    voice.pass(60 + 1_999);
    assertThat(voice.all(Effect.Generate.class)).hasSize(1);

    voice.pass(1);
    assertThat(voice.all(Effect.Generate.class)).hasSize(2);
  }

  @Test
  void aUserWhoSpeaksIsNotSilent() {
    voice.on(new Event.Begin("")).pass(1_900).userTalksFor(640).pass(3_000);
    assertThat(voice.all(Effect.Generate.class)).isEmpty();

    voice.userEnds("").pass(1_999); // it was a noise: the silence begins anew
    assertThat(voice.all(Effect.Generate.class)).isEmpty();
    voice.pass(1);
    assertThat(voice.all(Effect.Generate.class)).hasSize(1);
  }

  @Test
  void aModelThatHasNothingToSayMayStaySilentAndNobodyApologises() {
    voice.on(new Event.Begin("")).pass(2_000).modelFinishes();
    assertThat(voice.told(EdgeOutput.Failure.class)).isEmpty();
    assertThat(voice.all(Effect.Speak.class)).isEmpty();
    assertThat(voice.state()).isInstanceOf(Listening.class);

    voice.pass(2_000);
    assertThat(voice.all(Effect.Generate.class)).hasSize(2);
  }

  @Test
  void aShortWordThatBreaksTheSilenceIsATurnThoughTheAgentIsAboutToSpeak() {
    voice.on(new Event.Begin("")).pass(2_000);
    var unasked = voice.generation();
    voice.on(new Event.UserBegan()).on(new Event.UserSpeaking(150)).userEnds("okay");

    assertThat(voice.lastTold(EdgeOutput.UserTranscript.class).text()).isEqualTo("okay");
    assertThat(voice.all(Effect.CancelGeneration.class))
        .extracting(Effect.CancelGeneration::generationId)
        .containsExactly(unasked);
    assertThat(voice.all(Effect.Generate.class)).hasSize(2);
  }

  @Test
  void aSkippedTurnIsSilentUntilTheUserSpeaks() {
    voice.on(new Event.Begin("")).userSays("hold on, I am looking for it");
    voice.on(new Event.AnswerCalls(voice.generation(), new ToolCall("c", "skip_turn", "{}")));
    voice
        .modelFinishes()
        .on(new Event.ToolsAnswered(voice.generation(), List.of(), new Event.Next.LeaveTheTurn()));
    assertThat(voice.state()).isInstanceOf(Listening.class);

    voice.pass(20_000);
    assertThat(voice.all(Effect.Generate.class)).hasSize(1);
    assertThat(voice.all(Effect.Speak.class)).isEmpty();

    voice.userSays("here it is").modelSays("Good.").modelFinishes().voiceSpeaks().pass(50 + 2_000);
    assertThat(voice.all(Effect.Generate.class)).hasSize(3);
  }

  @Test
  void aLongSilenceEndsTheCallWhateverTheAgentSaysMeanwhile() {
    var stage = new Stage(Stage.voice(new TurnPolicy.UserSilence(2_000, 5_000)));
    stage.on(new Event.Begin(""));
    stage.pass(2_000).modelSays("Hello?").modelFinishes().voiceSpeaks().pass(60);
    stage.pass(2_000).modelSays("Hello?").modelFinishes().voiceSpeaks().pass(60);
    stage.pass(999);
    assertThat(stage.all(Effect.End.class)).isEmpty();

    stage.pass(1);
    assertThat(stage.all(Effect.End.class))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.code()).isEqualTo(1000);
              assertThat(end.reason()).isEqualTo("silence_timeout");
            });
    assertThat(stage.state()).isInstanceOf(Over.class);
  }

  @Test
  void aWordOfTheUserBeginsTheLongSilenceAnew() {
    var stage = new Stage(Stage.voice(new TurnPolicy.UserSilence(0, 5_000)));
    stage.on(new Event.Begin("")).pass(4_000).userSays("hello");
    stage.modelSays("Hi.").modelFinishes().voiceSpeaks().pass(30 + 4_999);
    assertThat(stage.all(Effect.End.class)).isEmpty();
    stage.pass(1);
    assertThat(stage.all(Effect.End.class)).hasSize(1);
  }

  @Test
  void inAChatTheAgentDoesNotWriteAgainUnasked() {
    var chat = new Stage(Stage.CHAT);
    chat.on(new Event.Begin("Hello.")).pass(300_000);
    assertThat(chat.all(Effect.Generate.class)).isEmpty();
  }
}
