package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.conversation.turn.Event.Next;
import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Speaking;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What tools do to a turn: nothing is said twice, nothing is done early, and results are kept. */
class ToolUseTest {

  private static final ToolCall LOOK_UP = new ToolCall("call_1", "look_up", "{\"id\":7}");
  private static final ChatMessage FOUND = ChatMessage.tool("call_1", "a red one");

  private final Stage voice = new Stage(Stage.VOICE);

  private Stage answered() {
    return voice.on(new Event.ToolsAnswered(voice.generation(), List.of(FOUND), new Next.Answer()));
  }

  private Stage ends(String lastWords) {
    var result = ChatMessage.tool("call_1", "ended");
    return voice.on(
        new Event.ToolsAnswered(
            voice.generation(), List.of(result), new Next.HangUp(lastWords, "end_call")));
  }

  private Stage calls(ToolCall call) {
    return voice.on(new Event.AnswerCalls(voice.generation(), call)).modelFinishes();
  }

  @Test
  void theResultGoesToTheModelAndTheAnswerGoesOn() {
    voice.on(new Event.Begin("")).userSays("which one").modelSays("Let me look. ");
    calls(LOOK_UP);
    assertThat(voice.all(Effect.UseTools.class))
        .singleElement()
        .satisfies(use -> assertThat(use.calls()).containsExactly(LOOK_UP));

    answered();
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsExactly(
            ChatMessage.user("which one"),
            ChatMessage.assistant("Let me look.", List.of(LOOK_UP)),
            FOUND);
    voice.modelSays("A red one.").modelFinishes().voiceSpeaks().pass(1_000);

    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("Let me look. A red one.");
    assertThat(voice.told(EdgeOutput.AgentResponse.class)).hasSize(1);
    assertThat(voice.memory().history())
        .extracting(History.Entry::message)
        .containsExactly(
            ChatMessage.user("which one"),
            ChatMessage.assistant("Let me look.", List.of(LOOK_UP)),
            FOUND,
            ChatMessage.assistant("A red one."));
  }

  @Test
  void whatWasSaidBeforeMaySoundToItsEndWhileTheToolWorks() {
    voice.on(new Event.Begin("")).userSays("which one").modelSays("Let me look. ");
    calls(LOOK_UP).voiceSpeaks().pass(20_000);

    assertThat(voice.state()).isInstanceOf(Speaking.class);
    answered().modelSays("A red one.").modelFinishes().voiceSpeaks().pass(1_000);
    assertThat(voice.state()).isInstanceOf(Listening.class);
    assertThat(voice.published()).hasSize(2);
  }

  @Test
  void resultsThatTheModelHasSurviveABargeIn() {
    voice.on(new Event.Begin("")).userSays("which one");
    calls(LOOK_UP);
    answered().modelSays("A red one, I believe. ").voiceSpeaks().pass(55);
    voice.userBeginsToSay("no the other");

    assertThat(voice.state()).isInstanceOf(Hearing.class);
    assertThat(voice.memory().history())
        .extracting(History.Entry::message)
        .startsWith(
            ChatMessage.user("which one"), ChatMessage.assistant("", List.of(LOOK_UP)), FOUND);
  }

  @Test
  void aToolThatAnswersTooLateIsNotHeardButTheModelKnowsOfItWhenItIsAskedNext() {
    voice.on(new Event.Begin("")).userSays("book it");
    calls(LOOK_UP);
    var generation = voice.generation();
    voice.userBeginsToSay("never mind that").userEnds("never mind that");
    voice.on(new Event.ToolsAnswered(generation, List.of(FOUND), new Next.Answer()));
    voice.modelSays("Too late.").modelFinishes().voiceSpeaks().pass(1_000);

    voice.userSays("what came of it");
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsSubsequence(ChatMessage.assistant("", List.of(LOOK_UP)), FOUND);
  }

  @Test
  void aCrashAfterAToolHasAnsweredDoesNotMakeTheNextOwnerUseItAgain() {
    voice.on(new Event.Begin("")).userSays("book it");
    calls(LOOK_UP);
    answered();
    assertThat(voice.all(Effect.Checkpoint.class)).isNotEmpty();

    assertThat(voice.memory().history())
        .extracting(History.Entry::message)
        .containsExactly(
            ChatMessage.user("book it"), ChatMessage.assistant("", List.of(LOOK_UP)), FOUND);
    var next = new Stage(Stage.VOICE, voice.memory()).on(new Event.Resume());
    assertThat(next.all(Effect.Generate.class))
        .singleElement()
        .satisfies(ask -> assertThat(ask.history()).endsWith(FOUND));
  }

  @Test
  void aGuardedToolIsNotInterruptedAndWhatTheUserSaysMeanwhileIsAnsweredAfterwards() {
    var guarded = new Stage(Stage.voice(new TurnPolicy.ToolUse(Set.of("look_up"), Set.of(), "")));
    guarded.on(new Event.Begin("")).userSays("pay now");
    guarded.on(new Event.AnswerCalls(guarded.generation(), LOOK_UP)).modelFinishes();
    guarded.userBeginsToSay("no wait a moment").userEnds("no wait a moment");
    assertThat(guarded.all(Effect.CancelGeneration.class)).isEmpty();

    guarded.on(new Event.ToolsAnswered(guarded.generation(), List.of(FOUND), new Next.Answer()));
    guarded.modelSays("Paid.").modelFinishes().voiceSpeaks().pass(1_000);
    assertThat(guarded.all(Effect.Generate.class).toList().getLast().history())
        .endsWith(FOUND, ChatMessage.assistant("Paid."), ChatMessage.user("no wait a moment"));
  }

  @Test
  void anAnswerAfterAGuardedToolMayBeInterruptedAgain() {
    var guarded = new Stage(Stage.voice(new TurnPolicy.ToolUse(Set.of("look_up"), Set.of(), "")));
    guarded.on(new Event.Begin("")).userSays("pay now");
    guarded.on(new Event.AnswerCalls(guarded.generation(), LOOK_UP)).modelFinishes();
    guarded.on(new Event.ToolsAnswered(guarded.generation(), List.of(FOUND), new Next.Answer()));
    guarded.modelSays("Paid with your card. ").voiceSpeaks().pass(50);
    guarded.userBeginsToSay("which card");

    assertThat(guarded.state()).isInstanceOf(Hearing.class);
  }

  @Test
  void someToolsAreOnlyUsedAfterTheUserWasToldThatSomethingHappens() {
    var announced =
        new Stage(Stage.voice(new TurnPolicy.ToolUse(Set.of(), Set.of("look_up"), "One moment.")));
    announced.on(new Event.Begin("")).userSays("which one");
    announced.on(new Event.AnswerCalls(announced.generation(), LOOK_UP)).modelFinishes();

    assertThat(announced.effects())
        .filteredOn(e -> e instanceof Effect.Speak || e instanceof Effect.UseTools)
        .extracting(e -> e.getClass().getSimpleName())
        .containsExactly("Speak", "UseTools");
    announced.on(
        new Event.ToolsAnswered(announced.generation(), List.of(FOUND), new Next.Answer()));
    announced.modelSays("A red one.").modelFinishes();
    assertThat(announced.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("One moment. A red one.");
  }

  @Test
  void aModelThatHasSpokenNeedsNoAnnouncement() {
    var announced =
        new Stage(Stage.voice(new TurnPolicy.ToolUse(Set.of(), Set.of("look_up"), "One moment.")));
    announced.on(new Event.Begin("")).userSays("which one").modelSays("I will look it up. ");
    announced.on(new Event.AnswerCalls(announced.generation(), LOOK_UP)).modelFinishes();

    assertThat(announced.all(Effect.Speak.class))
        .extracting(Effect.Speak::text)
        .doesNotContain("One moment.");
  }

  private Stage handsOver(String lastWords) {
    return voice.on(
        new Event.ToolsAnswered(voice.generation(), List.of(FOUND), new Next.HandOver(lastWords)));
  }

  @Test
  void anotherAgentTakesOverWhenTheLastWordsWereHeard() {
    voice.on(new Event.Begin("")).userSays("billing please");
    calls(LOOK_UP);
    handsOver("I put you through.").voiceSpeaks().pass(170);
    assertThat(voice.all(Effect.HandOver.class)).isEmpty();
    voice.pass(20);
    assertThat(voice.all(Effect.HandOver.class)).hasSize(1);

    voice.on(new Event.TookOver("Billing, hello."));
    assertThat(voice.lastSpoken()).isEqualTo("Billing, hello.");
    assertThat(voice.all(Effect.Speak.class).map(Effect.Speak::eventId).distinct()).hasSize(2);
  }

  @Test
  void anAgentThatTakesOverWithoutAGreetingAnswersWhatIsOpen() {
    voice.on(new Event.Begin("")).userSays("billing please");
    calls(LOOK_UP);
    handsOver("").on(new Event.TookOver(""));

    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .containsExactly(
            ChatMessage.user("billing please"), ChatMessage.assistant("", List.of(LOOK_UP)), FOUND);
  }

  @Test
  void whatTheUserSaysBetweenTwoAgentsIsAnsweredByTheSecond() {
    voice.on(new Event.Begin("")).userSays("billing please");
    calls(LOOK_UP);
    handsOver("");
    voice.userSays("are you there");
    assertThat(voice.all(Effect.Generate.class)).hasSize(1);

    voice.on(new Event.TookOver("Billing, hello."));
    assertThat(voice.all(Effect.Generate.class).toList().getLast().history())
        .endsWith(ChatMessage.user("are you there"));
  }

  @Test
  void aToolThatAnswersTooLateIsNotHeard() {
    voice.on(new Event.Begin("")).userSays("which one");
    calls(LOOK_UP);
    var generation = voice.generation();
    voice.userBeginsToSay("never mind that").userEnds("never mind that");
    int asked = voice.all(Effect.Generate.class).toList().size();

    voice.on(new Event.ToolsAnswered(generation, List.of(FOUND), new Next.Answer()));
    assertThat(voice.all(Effect.Generate.class)).hasSize(asked);
  }

  @Test
  void noToolIsUsedForAnAnswerThatWasPreparedEarlyBeforeTheTurnIsOver() {
    var early = new Stage(Stage.SPECULATIVE);
    early.on(new Event.Begin("")).userBeginsToSay("book it");
    early.on(new Event.UserPaused("book it now"));
    early.on(new Event.AnswerCalls(early.generation(), LOOK_UP)).modelFinishes();
    assertThat(early.all(Effect.UseTools.class)).isEmpty();

    early.userEnds("book it now");
    assertThat(early.all(Effect.UseTools.class)).hasSize(1);
    assertThat(early.all(Effect.Generate.class)).hasSize(1);
  }

  @Test
  void aModelThatNeverStopsUsingToolsIsStopped() {
    voice.on(new Event.Begin("")).userSays("which one");
    IntStream.range(0, 11)
        .forEach(
            round -> {
              calls(LOOK_UP);
              answered();
            });

    assertThat(voice.all(Effect.UseTools.class)).hasSize(10);
    assertThat(voice.lastTold(EdgeOutput.Failure.class).errorType()).isEqualTo("llm_error");
  }

  @Test
  void aFarewellIsHeardToItsEndAndThenTheCallEnds() {
    voice.on(new Event.Begin("")).userSays("bye").modelSays("It was a pleasure.");
    calls(new ToolCall("call_1", "end_call", "{}"));
    ends("Goodbye.");
    voice.voiceSpeaks().pass(260);
    assertThat(voice.all(Effect.End.class)).isEmpty();

    voice.pass(20);
    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("It was a pleasure. Goodbye.");
    assertThat(voice.all(Effect.End.class))
        .singleElement()
        .satisfies(end -> assertThat(end.termination()).isEqualTo("end_call"));
  }

  @Test
  void aFarewellWithoutWordsEndsTheCallAtOnce() {
    voice.on(new Event.Begin("")).userSays("bye");
    calls(new ToolCall("call_1", "end_call", "{}"));
    ends("");
    assertThat(voice.all(Effect.End.class)).hasSize(1);
  }

  @Test
  void aNoiseInTheFarewellDoesNotKeepTheCallOpen() {
    voice.on(new Event.Begin("")).userSays("bye");
    calls(new ToolCall("call_1", "end_call", "{}"));
    ends("Goodbye and see you soon.");
    voice.voiceSpeaks().pass(85).on(new Event.UserBegan()).on(new Event.UserSpeaking(512));
    voice.userEnds("").voiceSpeaks().pass(180);

    assertThat(voice.lastTold(EdgeOutput.AgentResponse.class).text())
        .isEqualTo("and see you soon.");
    assertThat(voice.all(Effect.End.class)).hasSize(1);
  }

  @Test
  void aUserWhoHasMoreToSayKeepsTheCall() {
    voice.on(new Event.Begin("")).userSays("bye");
    calls(new ToolCall("call_1", "end_call", "{}"));
    ends("Goodbye and see you very soon, I hope, at the shop in town.");
    voice.voiceSpeaks().pass(50).userBeginsToSay("wait one thing").userEnds("wait one thing");
    voice.pass(5_000);
    assertThat(voice.all(Effect.End.class)).isEmpty();
    assertThat(voice.all(Effect.Generate.class)).hasSize(2);
  }
}
