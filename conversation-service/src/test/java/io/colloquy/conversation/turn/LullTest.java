package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whenever it is the agent's turn, the caller hears something again within two seconds. */
class LullTest {

  private static final TurnPolicy.Filler FILLER =
      new TurnPolicy.Filler(1_500, 4, List.of("One moment.", "Still here."));
  private static final ToolCall LOOK_UP = new ToolCall("call_1", "look_up", "{}");
  private static final ChatMessage FOUND = ChatMessage.tool("call_1", "a red one");

  private final Stage voice = new Stage(Stage.voice(FILLER));

  private Stage asked() {
    return voice.on(new Event.Begin("")).userSays("how much");
  }

  @Test
  void aModelThatHasNotBegunIsBridgedAndItsAnswerFollows() {
    asked().pass(1_499);
    assertThat(voice.spoken()).isEmpty();

    voice.pass(1).voiceSpeaks().pass(50);
    assertThat(voice.state()).isInstanceOf(Speaking.class);
    voice.modelSays("Ten euros.").modelFinishes().voiceSpeaks().pass(1_000);

    assertThat(voice.spoken()).containsExactly("One moment. ", "Ten euros.");
    assertThat(voice.all(Effect.Hush.class)).isEmpty();
    assertThat(voice.all(Effect.Speak.class)).extracting(Effect.Speak::eventId).containsOnly(1);
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void theCallerReadsWhatWasSaidOnceAndTheModelOnlyItsOwnWords() {
    asked().pass(1_500).voiceSpeaks();
    voice.modelSays("Ten euros.").modelFinishes().voiceSpeaks().pass(1_000);

    assertThat(voice.told(EdgeOutput.AgentResponse.class))
        .extracting(EdgeOutput.AgentResponse::text)
        .containsExactly("One moment. Ten euros.");
    assertThat(voice.published().getLast().message()).isEqualTo("One moment. Ten euros.");
    assertThat(voice.memory().history())
        .extracting(History.Entry::message)
        .containsExactly(ChatMessage.user("how much"), ChatMessage.assistant("Ten euros."));
  }

  @Test
  void aModelThatStopsInMidAnswerIsBridgedWhenItsWordsHavePlayedOut() {
    asked().modelSays("We are open today. ").voiceSpeaks();
    voice.pass(190 + 1_499);
    assertThat(voice.spoken()).hasSize(1);

    voice.pass(1).voiceSpeaks();
    voice.modelSays("From nine to five.").modelFinishes().voiceSpeaks().pass(1_000);
    assertThat(voice.spoken())
        .containsExactly("We are open today. ", "One moment. ", "From nine to five.");
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("We are open today. One moment. From nine to five.");
    assertThat(voice.memory().history().getLast().message())
        .isEqualTo(ChatMessage.assistant("We are open today. From nine to five."));
  }

  @Test
  void halfASentenceWaitsAndIsSaidWholeBehindTheFiller() {
    asked().modelSays("Hello. The price").voiceSpeaks().pass(2_000).voiceSpeaks();
    voice.modelSays(" is ten euros.").modelFinishes().voiceSpeaks().pass(1_000);

    assertThat(voice.spoken())
        .containsExactly("Hello. ", "One moment. ", "The price is ten euros.");
    assertThat(voice.published().getLast().message())
        .isEqualTo("Hello. One moment. The price is ten euros.");
  }

  @Test
  void aTimeWithToolsIsBridgedAndSoIsTheThinkingAfterTheirResults() {
    asked().modelSays("Let me look").modelCalls(LOOK_UP).voiceSpeaks();
    assertThat(voice.spoken()).containsExactly("Let me look");
    voice.pass(1_610).voiceSpeaks();
    voice.on(new Event.ToolsAnswered(voice.generation(), List.of(FOUND), new Event.Next.Answer()));
    voice.pass(1_640).voiceSpeaks();
    voice.modelSays("A red one.").modelFinishes().voiceSpeaks().pass(1_000);

    assertThat(voice.spoken())
        .containsExactly("Let me look", " One moment. ", "Still here. ", "A red one.");
    assertThat(voice.memory().history())
        .extracting(History.Entry::message)
        .containsExactly(
            ChatMessage.user("how much"),
            ChatMessage.assistant("Let me look", List.of(LOOK_UP)),
            FOUND,
            ChatMessage.assistant("A red one."));
  }

  @Test
  void aLongSilenceIsBridgedAgainInOtherWordsButNotForEver() {
    asked();
    int silent = 0;
    for (int ms = 0; ms < 6_500; ms += 100) {
      int before = voice.spoken().size();
      voice.pass(100).voiceSpeaks();
      silent = voice.spoken().size() > before ? 0 : silent + 100;
      assertThat(silent).isLessThan(2_000);
    }
    voice.pass(1_400);

    assertThat(voice.spoken())
        .containsExactly("One moment. ", "Still here. ", "One moment. ", "Still here. ");
  }

  @Test
  void wordsOfTheAnswerMakeTheNextSilenceANewOne() {
    asked();
    for (int i = 0; i < 70; i++) {
      voice.pass(100).voiceSpeaks();
    }
    voice.modelSays("Well, then. ").voiceSpeaks().pass(2_000);

    assertThat(voice.spoken()).endsWith("Well, then. ", "One moment. ");
  }

  @Test
  void aQuickModelNeedsNoFiller() {
    asked().pass(1_400).modelSays("Ten euros. ").voiceSpeaks().modelSays("And fifty cents.");
    voice.modelFinishes().voiceSpeaks().pass(60_000);

    assertThat(voice.spoken()).containsExactly("Ten euros. ", "And fifty cents.");
  }

  @Test
  void nothingIsSaidWhileTheVoiceIsStillAtWork() {
    asked().modelSays("Ten euros. ").pass(3_000);
    assertThat(voice.spoken()).containsExactly("Ten euros. ");
  }

  @Test
  void aUserWhoInterruptsAFillerIsHeardAndTheModelKnowsNothingOfIt() {
    asked().pass(1_500).voiceSpeaks().pass(40);
    var early = voice.generation();
    voice.userBeginsToSay("no wait a moment").userEnds("no wait a moment");

    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
    assertThat(voice.all(Effect.CancelGeneration.class))
        .extracting(Effect.CancelGeneration::generationId)
        .containsExactly(early);
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsExactly(ChatMessage.user("how much"), ChatMessage.user("no wait a moment"));
  }

  @Test
  void aCoughInAFillerLeadsBackToTheAnswerThatIsOwed() {
    asked().pass(1_500).voiceSpeaks().pass(40);
    voice.on(new Event.UserBegan()).on(new Event.UserSpeaking(512));
    assertThat(voice.state()).isInstanceOf(Hearing.class);
    voice.userEnds("");

    assertThat(voice.state()).isInstanceOf(Thinking.class);
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsExactly(ChatMessage.user("how much"));
  }

  @Test
  void anAgentThatSpeaksUnaskedNeedsNotFillItsPause() {
    var patient =
        new Stage(
            new TurnPolicy(
                false,
                "en",
                Set.of(),
                Stage.VOICE.interruption(),
                Stage.VOICE.patience(),
                new TurnPolicy.UserSilence(7_000, -1),
                600_000,
                false,
                TurnPolicy.ToolUse.PLAIN,
                FILLER,
                Stage.VOICE.regret()));
    patient.on(new Event.Begin("")).pass(7_000);
    assertThat(patient.state()).isInstanceOf(Thinking.class);

    patient.pass(5_000);
    assertThat(patient.spoken()).isEmpty();
  }

  @Test
  void nobodyIsTalkedOverAndTheFillerComesWhenTheFloorIsFree() {
    asked().on(new Event.UserActive()).pass(1_999);
    assertThat(voice.spoken()).isEmpty();
    voice.pass(1_100);
    assertThat(voice.spoken()).containsExactly("One moment. ");
  }

  @Test
  void aMutedVoiceSaysNoFillerEither() {
    asked().modelSays("Ten euros. ").pass(6_000);
    assertThat(voice.told(EdgeOutput.Failure.class)).hasSize(1);
    voice.modelSays("And ").pass(1_900);

    assertThat(voice.spoken()).containsExactly("Ten euros. ");
  }
}
