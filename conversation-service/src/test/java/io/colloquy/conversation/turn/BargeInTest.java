package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features CF-07 to CF-10: what stops the agent, what does not, and what counts as heard. */
class BargeInTest {

  private static final String LONG = "One two three four five six seven eight nine ten and eleven.";

  private final Stage voice = new Stage(Stage.VOICE);

  @Test
  void wordsStopTheAgentAndOnlyWhatWasHeardCounts() {
    voice.on(new Event.Begin("")).userSays("tell me all");
    voice.modelSays("One two three four five.").modelFinishes().voiceSpeaks().forgetTheStory();

    // "One two three" ends with its 13th character, at 130 ms.
    voice.pass(135).on(new Event.UserBegan()).on(new Event.UserSpeaking(200));
    voice.on(new Event.UserPartial("wait please"));

    assertThat(voice.toldInOrder())
        .containsExactly("Interruption", "AgentResponseCorrection", "TentativeUserTranscript");
    var correction = voice.lastTold(EdgeOutput.AgentResponseCorrection.class);
    assertThat(correction.original()).isEqualTo("One two three four five.");
    assertThat(correction.corrected()).isEqualTo("One two three");
    assertThat(voice.all(Effect.Hush.class)).extracting(Effect.Hush::eventId).containsExactly(1);
    assertThat(voice.published())
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.message()).isEqualTo("One two three");
              assertThat(turn.original()).contains("One two three four five.");
            });
    assertThat(voice.memory().history().getLast().message())
        .isEqualTo(ChatMessage.assistant("One two three"));
    assertThat(voice.state()).isInstanceOf(Hearing.class);
  }

  @Test
  void wordsThatWantTheFloorNeedTwoHundredMillisecondsOfSpeech() {
    voice.on(new Event.Begin(LONG)).voiceSpeaks();
    voice.userTalksFor(192).on(new Event.UserPartial("stop it"));
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();

    voice.on(new Event.UserSpeaking(224));
    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
  }

  @Test
  void aFirstWordThatTheRecogniserTakesBackDoesNotStopTheAgent() {
    voice.on(new Event.Begin(LONG + LONG + LONG)).voiceSpeaks();
    voice.userTalksFor(224).on(new Event.UserPartial("by")).on(new Event.UserSpeaking(352));
    voice.on(new Event.UserPartial("right")).on(new Event.UserSpeaking(544)).userEnds("right");

    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();
    assertThat(voice.state()).isInstanceOf(Speaking.class);
  }

  @Test
  void aSingleWordThatStandsStopsTheAgentAndAnUnsteadyOneAfterHalfASecond() {
    voice.on(new Event.Begin(LONG)).voiceSpeaks();
    voice.userTalksFor(224).on(new Event.UserPartial("stop")).on(new Event.UserSpeaking(352));
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();
    voice.on(new Event.UserSpeaking(384));
    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);

    var other = new Stage(Stage.VOICE);
    other.on(new Event.Begin(LONG)).voiceSpeaks();
    other.userTalksFor(480).on(new Event.UserPartial("stop"));
    assertThat(other.told(EdgeOutput.Interruption.class)).isEmpty();
    other.on(new Event.UserSpeaking(512));
    assertThat(other.told(EdgeOutput.Interruption.class)).hasSize(1);
  }

  @Test
  void aSoundWithoutWordsNeedsHalfASecond() {
    voice.on(new Event.Begin(LONG)).voiceSpeaks().userTalksFor(480);
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();

    voice.on(new Event.UserSpeaking(512));
    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mhm", "Yeah.", "okay", "uh huh", "right, right", "I see", "oh wow", "um"})
  void aBackChannelDoesNotStopTheAgentAndIsNoTurn(String words) {
    voice.on(new Event.Begin(LONG + LONG + LONG)).voiceSpeaks();
    voice.userTalksFor(416).on(new Event.UserPartial(words)).on(new Event.UserSpeaking(600));
    voice.userEnds(words);

    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();
    assertThat(voice.told(EdgeOutput.UserTranscript.class)).isEmpty();
    assertThat(voice.all(Effect.Generate.class)).isEmpty();
    assertThat(voice.state()).isInstanceOf(Speaking.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "stop", "wait a second", "yeah but", "okay stop", "what"})
  void otherWordsDoHoweverShort(String words) {
    voice.on(new Event.Begin(LONG + LONG + LONG)).voiceSpeaks();
    voice.userTalksFor(150).userEnds(words);

    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
    assertThat(voice.lastTold(EdgeOutput.UserTranscript.class).text()).isEqualTo(words);
    assertThat(voice.state()).isInstanceOf(Thinking.class);
  }

  @Test
  void aBackChannelThatGoesOnAndOnIsNone() {
    voice.on(new Event.Begin(LONG + LONG + LONG)).voiceSpeaks();
    voice.userTalksFor(600).on(new Event.UserPartial("yeah")).on(new Event.UserSpeaking(1_184));
    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1); // no word for half a second

    var other = new Stage(Stage.VOICE);
    other.on(new Event.Begin(LONG + LONG + LONG)).voiceSpeaks();
    other.userTalksFor(224).on(new Event.UserPartial("yeah")).on(new Event.UserSpeaking(1_184));
    assertThat(other.told(EdgeOutput.Interruption.class)).isEmpty();
    other.on(new Event.UserSpeaking(1_216));
    assertThat(other.told(EdgeOutput.Interruption.class)).hasSize(1);
  }

  @Test
  void aYesToTheAgentsLastWordsIsAnAnswerAndWaitsForItsEnd() {
    voice.on(new Event.Begin("Shall I book the table for you?")).voiceSpeaks().pass(100);
    voice.on(new Event.UserBegan()).on(new Event.UserSpeaking(150)).userEnds("yes");
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();

    voice.pass(1_000);
    assertThat(voice.published())
        .extracting(SpokenTurn::message)
        .containsExactly("Shall I book the table for you?", "yes");
    assertThat(voice.state()).isInstanceOf(Thinking.class);
  }

  @Test
  void aNoiseThatStoppedTheAgentIsForgivenAndTheRestIsSaidAfterAll() {
    voice.on(new Event.Begin("One two three four five.")).voiceSpeaks();
    voice.pass(135).on(new Event.UserBegan()).on(new Event.UserSpeaking(512));
    assertThat(voice.lastTold(EdgeOutput.AgentResponseCorrection.class).corrected())
        .isEqualTo("One two three");
    voice.userEnds("");

    assertThat(voice.state()).isInstanceOf(Speaking.class);
    var rest = voice.lastTold(EdgeOutput.AgentResponse.class);
    assertThat(rest.text()).isEqualTo("four five.");
    assertThat(rest.eventId()).isEqualTo(2);
    assertThat(voice.all(Effect.Generate.class)).isEmpty();

    voice.voiceSpeaks().pass(1_000);
    assertThat(voice.published())
        .extracting(SpokenTurn::message)
        .containsExactly("One two three", "four five.");
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void anAnswerThatANoiseCutOffWhileItWasWrittenIsContinuedByTheModel() {
    voice.on(new Event.Begin("")).userSays("tell me");
    voice.modelSays("First sentence here. Second one ").voiceSpeaks().pass(60);
    voice.on(new Event.UserBegan()).on(new Event.UserSpeaking(512)).userEnds("");

    var asked = voice.all(Effect.Generate.class).toList().getLast().history();
    assertThat(asked.get(asked.size() - 3)).isEqualTo(ChatMessage.assistant("First"));
    assertThat(asked.get(asked.size() - 2).content()).isEqualTo(" sentence here. Second one ");
    voice.modelSays("is over.").modelFinishes();
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("sentence here. Second one is over.");
  }

  @Test
  void anInterruptionThatWasMeantIsNotUndoneByLaterNoise() {
    voice.on(new Event.Begin(LONG)).voiceSpeaks().pass(100).userBeginsToSay("no thanks");
    voice.userEnds("no thanks").modelSays("Fine.").modelFinishes().voiceSpeaks().pass(500);
    voice.userTalksFor(64).userEnds("");

    assertThat(voice.told(EdgeOutput.AgentResponse.class))
        .extracting(EdgeOutput.AgentResponse::text)
        .containsExactly(LONG, "Fine.");
  }

  @Test
  void afterAnInterruptionTheNextAnswerHasAHigherEventId() {
    voice.on(new Event.Begin(LONG)).voiceSpeaks();
    voice.pass(100).userBeginsToSay("stop").userEnds("stop");
    voice.modelSays("All right.").modelFinishes();

    assertThat(voice.lastTold(EdgeOutput.Interruption.class).eventId()).isEqualTo(1);
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).eventId()).isEqualTo(2);
  }

  @Test
  void aBargeInWhileTheModelStillWritesCancelsItAndTellsWhatItHadWritten() {
    voice.on(new Event.Begin("")).userSays("go on");
    voice.modelSays("First sentence here. Second").voiceSpeaks().pass(100);
    var generation = voice.generation();
    voice.userBeginsToSay("hold on please");

    assertThat(voice.all(Effect.CancelGeneration.class))
        .extracting(Effect.CancelGeneration::generationId)
        .containsExactly(generation);
    assertThat(voice.toldInOrder())
        .startsWith("UserTranscript", "Interruption", "AgentResponse", "AgentResponseCorrection");
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("First sentence here. Second");

    voice.on(new Event.AnswerText(generation, " late words."));
    assertThat(voice.all(Effect.Speak.class)).hasSize(1);
  }

  @Test
  void withoutTheInterruptionEventTheAgentIsNeverCutShortAndTheWordsWait() {
    var stage = new Stage(Stage.UNINTERRUPTIBLE);
    stage.on(new Event.Begin("This must be heard to its very end.")).voiceSpeaks();
    stage.pass(50).userBeginsToSay("hey you").userEnds("hey you");

    assertThat(stage.told(EdgeOutput.Interruption.class)).isEmpty();
    assertThat(stage.all(Effect.Generate.class)).isEmpty();

    stage.pass(1_000);
    assertThat(stage.published())
        .extracting(SpokenTurn::message)
        .containsExactly("This must be heard to its very end.", "hey you");
    assertThat(stage.all(Effect.Generate.class)).hasSize(1);
  }

  @Test
  void theFirstMessageAloneCanBeMadeUninterruptible() {
    var stage = new Stage(Stage.voice(new TurnPolicy.Interruption(true, false, 200, 500)));
    stage.on(new Event.Begin("Calls are recorded for quality.")).voiceSpeaks();
    stage.userBeginsToSay("never mind");
    assertThat(stage.told(EdgeOutput.Interruption.class)).isEmpty();

    stage.userEnds("never mind").pass(1_000);
    stage.modelSays("How can I help you today, my friend?").modelFinishes().voiceSpeaks();
    stage.pass(20).userBeginsToSay("never mind");
    assertThat(stage.told(EdgeOutput.Interruption.class)).hasSize(1);
  }

  @Test
  void aUserWhoGoesOnBeforeTheAnswerSoundsIsHeardOutAndTheAnswerIsDroppedUnheard() {
    voice.on(new Event.Begin("")).userSays("I would like");
    var dropped = voice.generation();
    voice.userBeginsToSay("two tickets").userEnds("two tickets");

    assertThat(voice.all(Effect.CancelGeneration.class))
        .extracting(Effect.CancelGeneration::generationId)
        .containsExactly(dropped);
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsExactly(ChatMessage.user("I would like"), ChatMessage.user("two tickets"));
  }

  @Test
  void anAnswerWaitsWhileTheUserMakesASoundThatMayBecomeWords() {
    voice.on(new Event.Begin("")).userSays("what is the price").userTalksFor(224);
    voice.modelSays("It is ten. ").modelFinishes();
    assertThat(voice.all(Effect.Speak.class)).isEmpty();

    voice.userEnds("");
    assertThat(voice.all(Effect.Speak.class)).extracting(Effect.Speak::text).hasSize(1);
    assertThat(voice.all(Effect.Generate.class)).hasSize(1);
    assertThat(voice.state()).isInstanceOf(Speaking.class);
  }

  @Test
  void aNoiseThatNeverEndsDoesNotKeepTheAgentFromAnswering() {
    voice.on(new Event.Begin("")).userSays("what is the price").userTalksFor(1_400);
    voice.modelSays("It is ten. ").modelFinishes();
    assertThat(voice.all(Effect.Speak.class)).isEmpty();

    voice.on(new Event.UserSpeaking(1_500));
    assertThat(voice.all(Effect.Speak.class)).hasSize(1);
    voice.voiceSpeaks().on(new Event.UserSpeaking(1_532));
    assertThat(voice.told(EdgeOutput.Interruption.class)).isEmpty();
    assertThat(List.of(voice.state())).hasOnlyElementsOfType(Speaking.class);
  }
}
