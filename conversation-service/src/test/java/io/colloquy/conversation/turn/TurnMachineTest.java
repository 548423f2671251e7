package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.EdgeOutput.Part;
import io.colloquy.contracts.event.TranscriptTurn.Role;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Over;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TurnMachineTest {

  private final Stage voice = new Stage(Stage.VOICE);
  private final Stage chat = new Stage(Stage.CHAT);

  @Test
  void theAgentSpeaksFirstWhenItHasAFirstMessage() {
    voice.on(new Event.Begin("Hello there."));

    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text()).isEqualTo("Hello there.");
    assertThat(voice.all(Effect.Speak.class))
        .extracting(Effect.Speak::text)
        .containsExactly("Hello there.");
    assertThat(voice.state()).isInstanceOf(Speaking.class);

    voice.voiceSpeaks().pass(121);
    assertThat(voice.state()).isInstanceOf(Listening.class);
    assertThat(voice.published())
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.role()).isEqualTo(Role.AGENT);
              assertThat(turn.message()).isEqualTo("Hello there.");
              assertThat(turn.original()).isEmpty();
            });
  }

  @Test
  void theAgentWaitsWhenItsFirstMessageIsEmpty() {
    voice.on(new Event.Begin("")).pass(5_000);

    assertThat(voice.toldInOrder()).isEmpty();
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void aTurnIsHeardAnsweredSpokenAndWrittenDown() {
    voice.on(new Event.Begin("")).userSays("when do you open");
    assertThat(voice.state()).isInstanceOf(Thinking.class);

    voice
        .modelSays("We open at nine. ")
        .modelSays("See you then.")
        .modelFinishes()
        .voiceSpeaks()
        .pass(400);

    assertThat(voice.toldInOrder()).containsExactly("UserTranscript", "AgentResponse");
    assertThat(voice.all(Effect.Speak.class))
        .extracting(Effect.Speak::text)
        .containsExactly("We open at nine. ", "See you then.");
    assertThat(voice.published())
        .extracting(SpokenTurn::message)
        .containsExactly("when do you open", "We open at nine. See you then.");
    assertThat(voice.published()).extracting(SpokenTurn::index).containsExactly(0, 1);
    assertThat(voice.memory().history())
        .extracting(History.Entry::message)
        .containsExactly(
            ChatMessage.user("when do you open"),
            ChatMessage.assistant("We open at nine. See you then."));
  }

  @Test
  void allThatBelongsToOneTurnSharesAnEventIdAndTheNextIsHigher() {
    voice.on(new Event.Begin("Hi.")).voiceSpeaks().pass(100);
    voice.userSays("one").modelSays("First.").modelFinishes().voiceSpeaks().pass(200);
    voice.userSays("two").modelSays("Second.").modelFinishes().voiceSpeaks().pass(200);

    assertThat(voice.told(EdgeOutput.UserTranscript.class))
        .extracting(EdgeOutput.UserTranscript::eventId)
        .containsExactly(2, 3);
    assertThat(voice.told(EdgeOutput.AgentResponse.class))
        .extracting(EdgeOutput.AgentResponse::eventId)
        .containsExactly(1, 2, 3);
    assertThat(voice.all(Effect.Speak.class))
        .extracting(Effect.Speak::eventId)
        .containsExactly(1, 2, 3);
  }

  @Test
  void aNoiseIsNoTurn() {
    voice.on(new Event.Begin("")).userSays("");

    assertThat(voice.toldInOrder()).isEmpty();
    assertThat(voice.published()).isEmpty();
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void tentativeTranscriptsCarryTheEventIdOfTheTurnThatTheyWillBecome() {
    voice.on(new Event.Begin("")).on(new Event.UserBegan()).on(new Event.UserPartial("when do"));
    voice.on(new Event.UserUtterance("when do you open", 900, 5));

    assertThat(voice.lastTold(EdgeOutput.TentativeUserTranscript.class).eventId())
        .isEqualTo(voice.lastTold(EdgeOutput.UserTranscript.class).eventId());
  }

  @Test
  void typedTextInterruptsSpeechAndIsNotEchoed() {
    voice.on(new Event.Begin("A first message that takes a long while to say.")).voiceSpeaks();
    voice.pass(50).on(new Event.UserTyped("stop please"));

    assertThat(voice.told(EdgeOutput.Interruption.class)).hasSize(1);
    assertThat(voice.told(EdgeOutput.UserTranscript.class)).isEmpty();
    assertThat(voice.published().getLast().typed()).isTrue();
    assertThat(voice.state()).isInstanceOf(Thinking.class);
  }

  @Test
  void contextReachesTheModelWithoutATurnAndALaterOneReplacesIt() {
    voice.on(new Event.Begin(""));
    voice.on(new Event.ContextArrived("user is on page one", Optional.of("page")));
    voice.on(new Event.ContextArrived("user is on page two", Optional.of("page")));
    assertThat(voice.all(Effect.Generate.class)).isEmpty();

    voice.userSays("help");
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsExactly(
            ChatMessage.system("Context update: user is on page two"), ChatMessage.user("help"));
  }

  @Test
  void aChatAnswerStreamsInPartsAndIsThenToldWhole() {
    chat.on(new Event.Begin(""))
        .on(new Event.UserTyped("hi"))
        .modelSays("Hel")
        .modelSays("lo.")
        .modelFinishes();

    assertThat(chat.told(EdgeOutput.AgentResponsePart.class))
        .extracting(EdgeOutput.AgentResponsePart::part)
        .containsExactly(Part.START, Part.DELTA, Part.DELTA, Part.STOP);
    assertThat(chat.lastTold(EdgeOutput.AgentResponse.class).text()).isEqualTo("Hello.");
    assertThat(chat.all(Effect.Speak.class)).isEmpty();
    assertThat(chat.state()).isInstanceOf(Listening.class);
  }

  @Test
  void aChatMessageDuringAnAnswerClosesTheAnswerWhereItStands() {
    chat.on(new Event.Begin("")).on(new Event.UserTyped("long story")).modelSays("Once upon");
    chat.on(new Event.UserTyped("never mind"));

    assertThat(chat.told(EdgeOutput.AgentResponsePart.class).getLast().part()).isEqualTo(Part.STOP);
    assertThat(chat.lastTold(EdgeOutput.AgentResponse.class).text()).isEqualTo("Once upon");
    assertThat(chat.published())
        .extracting(SpokenTurn::message)
        .containsExactly("long story", "Once upon", "never mind");
  }

  @Test
  void aModelThatFailsIsReportedAndApologisedForAndNotAskedAgain() {
    voice.on(new Event.Begin("")).userSays("hello").modelFails();
    assertThat(voice.all(Effect.Generate.class)).hasSize(1);

    assertThat(voice.lastTold(EdgeOutput.Failure.class).errorType()).isEqualTo("llm_error");
    assertThat(voice.all(Effect.Speak.class))
        .extracting(Effect.Speak::text)
        .containsExactly("Sorry, I have no answer.");
    voice.voiceSpeaks().pass(1_000);
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void anEmptyAnswerIsAFailure() {
    voice.on(new Event.Begin("")).userSays("hello").modelFinishes();

    assertThat(voice.lastTold(EdgeOutput.Failure.class).errorType()).isEqualTo("llm_error");
  }

  @Test
  void aSilentModelIsCancelledAskedAgainAndThenReportedAsATimeout() {
    voice.on(new Event.Begin("")).userSays("hello").pass(8_000);
    assertThat(voice.all(Effect.CancelGeneration.class)).hasSize(1);
    assertThat(voice.all(Effect.Generate.class)).hasSize(2);

    voice.pass(8_000);
    assertThat(voice.lastTold(EdgeOutput.Failure.class).errorType()).isEqualTo("llm_timeout");
  }

  @Test
  void aModelThatStallsInTheMiddleEndsTheAnswerWithWhatItSaidAndAnApology() {
    voice.on(new Event.Begin("")).userSays("hello").modelSays("Here it comes. And then");
    voice.voiceSpeaks().pass(8_000);

    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("Here it comes. And then… Sorry, no more.");
    voice.voiceSpeaks().pass(1_000);
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void aVoiceThatDiesIsReportedAndTheCallGoesOn() {
    voice.on(new Event.Begin("")).userSays("hello").modelSays("Nice day.").modelFinishes();
    voice.pass(6_000);

    assertThat(voice.lastTold(EdgeOutput.Failure.class).errorType()).isEqualTo("tts_cascade_error");
    assertThat(voice.published().getLast().message()).isEqualTo("Nice day.");
    assertThat(voice.state()).isInstanceOf(Listening.class);

    voice.userSays("again").modelSays("Still here.").modelFinishes().voiceSpeaks();
    assertThat(voice.state()).isInstanceOf(Speaking.class);
  }

  @Test
  void aPieceThatTheVoiceCannotSpeakIsReportedOnce() {
    voice.on(new Event.Begin("")).userSays("hello").modelSays("Nice day. Good luck. ");
    voice.on(new Event.Voiced(new SpeechProgress.Failed("conv", 1, 0, "no voice")));
    voice.modelSays("More text. ").modelFinishes();

    assertThat(voice.told(EdgeOutput.Failure.class)).hasSize(1);
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("Nice day. Good luck. More text.");
    voice.pass(10);
    assertThat(voice.state()).isInstanceOf(Listening.class);
  }

  @Test
  void theLongestCallEndsWithAnErrorThatClientsKnow() {
    voice.on(new Event.Begin("")).pass(600_000);

    assertThat(voice.lastTold(EdgeOutput.Failure.class).errorType())
        .isEqualTo("max_duration_exceeded");
    assertThat(voice.all(Effect.End.class)).hasSize(1);
    assertThat(voice.state()).isInstanceOf(Over.class);
  }

  @Test
  void aHangUpInMidSentenceWritesDownWhatWasHeard() {
    voice.on(new Event.Begin("One two three four five.")).voiceSpeaks();
    voice.pass(135).on(new Event.HungUp("client left"));

    assertThat(voice.published())
        .singleElement()
        .satisfies(
            turn -> {
              assertThat(turn.message()).isEqualTo("One two three");
              assertThat(turn.original()).contains("One two three four five.");
            });
    assertThat(voice.all(Effect.End.class))
        .singleElement()
        .satisfies(end -> assertThat(end.termination()).isEqualTo("client left"));
  }

  @Test
  void anotherOwnerGivesTheOwedAnswerAnewAboveTheLostOne() {
    voice.on(new Event.Begin("")).userSays("are you there");
    var heir = new Stage(Stage.VOICE, voice.memory());
    heir.on(new Event.Resume());

    assertThat(heir.lastTold(EdgeOutput.Interruption.class).eventId()).isEqualTo(1);
    heir.modelSays("I am here.").modelFinishes();
    assertThat(heir.lastTold(EdgeOutput.AgentResponse.class).eventId()).isEqualTo(2);
    assertThat(heir.voiceSpeaks().pass(500).published())
        .extracting(SpokenTurn::index)
        .containsExactly(1);
  }

  @Test
  void anotherOwnerListensWhenNothingIsOwed() {
    var heir = new Stage(Stage.VOICE, new TurnMemory(List.of(), 4, 7));
    heir.on(new Event.Resume());
    assertThat(heir.state()).isInstanceOf(Listening.class);

    heir.userSays("hi");
    assertThat(heir.lastTold(EdgeOutput.UserTranscript.class).eventId()).isEqualTo(5);
    assertThat(heir.published().getFirst().index()).isEqualTo(7);
  }
}
