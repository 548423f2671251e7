package io.colloquy.conversation.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.contracts.speech.SpeechProgress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every event in every state of a voice conversation, and where it leads. */
class TurnTableTest {

  private static final TurnPolicy PATIENT =
      Stage.voice(new TurnPolicy.Filler(5_000, 1, List.of("Let me see.")));

  @ParameterizedTest(name = "{0} -- {1} --> {2}")
  @CsvSource(
      textBlock =
          """
          # from,      event,                  to
          Idle,       begin,                   Listening
          Idle,       begin with a message,    Speaking
          Idle,       resume,                  Listening
          Idle,       resume owing an answer,  Thinking
          Idle,       hung up,                 Over

          Listening,  user began,              Hearing
          Listening,  user speaks on,          Listening
          Listening,  partial,                 Listening
          Listening,  pause,                   Listening
          Listening,  user active,             Listening
          Listening,  user silent,             Thinking
          Listening,  silence ends call,       Over
          Listening,  utterance,               Thinking
          Listening,  noise,                   Listening
          Listening,  typed,                   Thinking
          Listening,  context,                 Listening
          Listening,  answer text,             Listening
          Listening,  answer finished,         Listening
          Listening,  answer failed,           Listening
          Listening,  voice chunk,             Listening
          Listening,  voice finished,          Listening
          Listening,  voice failed,            Listening
          Listening,  answer stalled,          Listening
          Listening,  speech stalled,          Listening
          Listening,  played out,              Listening
          Listening,  longest call,            Over
          Listening,  hung up,                 Over

          Hearing,    user began,              Hearing
          Hearing,    user speaks on,          Hearing
          Hearing,    partial,                 Hearing
          Hearing,    pause,                   Hearing
          Hearing,    user active,             Hearing
          Hearing,    user silent,             Hearing
          Hearing,    utterance,               Thinking
          Hearing,    noise,                   Listening
          Hearing,    typed,                   Thinking
          Hearing,    context,                 Hearing
          Hearing,    answer text,             Hearing
          Hearing,    answer finished,         Hearing
          Hearing,    answer failed,           Hearing
          Hearing,    voice chunk,             Hearing
          Hearing,    voice finished,          Hearing
          Hearing,    voice failed,            Hearing
          Hearing,    answer stalled,          Hearing
          Hearing,    speech stalled,          Hearing
          Hearing,    played out,              Hearing
          Hearing,    longest call,            Over
          Hearing,    hung up,                 Over

          Thinking,   user began,              Thinking
          Thinking,   user speaks on,          Thinking
          Thinking,   words,                   Hearing
          Thinking,   back-channel,            Thinking
          Thinking,   partial,                 Thinking
          Thinking,   utterance,               Thinking
          Thinking,   noise,                   Thinking
          Thinking,   typed,                   Thinking
          Thinking,   context,                 Thinking
          Thinking,   answer text,             Thinking
          Thinking,   answer sentence,         Speaking
          Thinking,   answer finished,         Speaking
          Thinking,   answer failed,           Speaking
          Thinking,   turn skipped,            Listening
          Thinking,   user active,             Thinking
          Thinking,   floor free,              Thinking
          Thinking,   filler due,              Speaking
          Thinking,   user silent,             Thinking
          Thinking,   voice chunk,             Thinking
          Thinking,   voice finished,          Thinking
          Thinking,   voice failed,            Thinking
          Thinking,   answer stalled,          Thinking
          Thinking,   speech stalled,          Thinking
          Thinking,   played out,              Thinking
          Thinking,   longest call,            Over
          Thinking,   hung up,                 Over

          Speaking,   user began,              Speaking
          Speaking,   user speaks on,          Speaking
          Speaking,   user speaks long,        Hearing
          Speaking,   words,                   Hearing
          Speaking,   back-channel,            Speaking
          Speaking,   partial,                 Speaking
          Speaking,   utterance,               Thinking
          Speaking,   noise,                   Speaking
          Speaking,   typed,                   Thinking
          Speaking,   context,                 Speaking
          Speaking,   answer text,             Speaking
          Speaking,   answer finished,         Speaking
          Speaking,   answer failed,           Speaking
          Speaking,   user active,             Speaking
          Speaking,   filler due,              Speaking
          Speaking,   user silent,             Speaking
          Speaking,   voice chunk,             Speaking
          Speaking,   voice finished,          Speaking
          Speaking,   voice failed,            Speaking
          Speaking,   answer stalled,          Speaking
          Speaking,   speech stalled,          Speaking
          Speaking,   played out,              Listening
          Speaking,   longest call,            Over
          Speaking,   hung up,                 Over

          Over,       begin with a message,    Over
          Over,       user began,              Over
          Over,       user speaks on,          Over
          Over,       utterance,               Over
          Over,       typed,                   Over
          Over,       answer text,             Over
          Over,       voice chunk,             Over
          Over,       played out,              Over
          Over,       hung up,                 Over
          """)
  void leadsTo(String from, String event, String to) {
    var stage = event.equals("resume owing an answer") ? owing() : bring(from);

    happen(stage, event);

    assertThat(stage.state().getClass().getSimpleName()).isEqualTo(to);
  }

  private static void happen(Stage stage, String event) {
    switch (event) {
      case "words" -> stage.userBeginsToSay("no wait");
      case "back-channel" -> stage.userBeginsToSay("mhm");
      case "user speaks long" -> stage.userTalksFor(512);
      case "turn skipped" -> {
        stage.on(new Event.AnswerCalls(generation(stage), new ToolCall("c", "skip_turn", "{}")));
        stage
            .modelFinishes()
            .on(
                new Event.ToolsAnswered(
                    generation(stage), List.of(), new Event.Next.LeaveTheTurn()));
      }
      default -> stage.on(event(stage, event));
    }
  }

  private static Stage owing() {
    var lost = new Stage(Stage.VOICE).on(new Event.Begin("")).userSays("hello");
    return new Stage(Stage.VOICE, lost.memory());
  }

  private static Stage bring(String state) {
    var stage = new Stage(PATIENT);
    return switch (state) {
      case "Idle" -> stage;
      case "Listening" -> stage.on(new Event.Begin(""));
      case "Hearing" -> stage.on(new Event.Begin("")).on(new Event.UserBegan());
      case "Thinking" -> stage.on(new Event.Begin("")).userSays("hello");
      case "Speaking" -> bring("Thinking").modelSays("A whole sentence. ");
      case "Over" -> stage.on(new Event.HungUp("gone"));
      default -> throw new IllegalArgumentException(state);
    };
  }

  private static Event event(Stage stage, String name) {
    return switch (name) {
      case "begin" -> new Event.Begin("");
      case "begin with a message" -> new Event.Begin("Hello.");
      case "resume", "resume owing an answer" -> new Event.Resume();
      case "user began" -> new Event.UserBegan();
      case "user speaks on" -> new Event.UserSpeaking(250);
      case "partial" -> new Event.UserPartial("well");
      case "utterance" -> new Event.UserUtterance("well then", 400, 3);
      case "noise" -> new Event.UserUtterance("", 100, 3);
      case "pause" -> new Event.UserPaused("well then");
      case "user active" -> new Event.UserActive();
      case "user silent" -> new Event.Rang(Alarm.USER_SILENT);
      case "silence ends call" -> new Event.Rang(Alarm.SILENCE_ENDS_CALL);
      case "floor free" -> new Event.Rang(Alarm.FLOOR_FREE);
      case "filler due" -> new Event.Rang(Alarm.FILLER_DUE);
      case "typed" -> new Event.UserTyped("well then");
      case "context" -> new Event.ContextArrived("on page two", Optional.empty());
      case "answer text" -> new Event.AnswerText(generation(stage), "Well");
      case "answer sentence" -> new Event.AnswerText(generation(stage), "Well, yes. ");
      case "answer finished" -> new Event.AnswerFinished(generation(stage));
      case "answer failed" -> new Event.AnswerFailed(generation(stage), "llm_error", "refused");
      case "voice chunk" ->
          new Event.Voiced(new SpeechProgress.Chunk("conv", 1, 0, 100, Alignment.none()));
      case "voice finished" -> new Event.Voiced(new SpeechProgress.Finished("conv", 1, 0));
      case "voice failed" -> new Event.Voiced(new SpeechProgress.Failed("conv", 1, 0, "mute"));
      case "answer stalled" -> new Event.Rang(Alarm.ANSWER_STALLED);
      case "speech stalled" -> new Event.Rang(Alarm.SPEECH_STALLED);
      case "played out" -> new Event.Rang(Alarm.PLAYED_OUT);
      case "longest call" -> new Event.Rang(Alarm.LONGEST_CALL);
      case "hung up" -> new Event.HungUp("gone");
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The generation under way, or one that nobody asked for. */
  private static String generation(Stage stage) {
    return stage
        .all(Effect.Generate.class)
        .findFirst()
        .map(Effect.Generate::generationId)
        .orElse("gen_none");
  }
}
