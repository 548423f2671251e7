package io.colloquy.conversation.turn;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.EdgeOutput.Part;
import io.colloquy.contracts.event.TranscriptTurn.Role;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Idle;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Over;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who speaks when. It is told what happens and answers with what is to be done; it does nothing
 * itself, knows no thread and asks an injected clock for the time.
 *
 * <pre>
 *            begin, no first message
 *   Idle ───────────────────────────────▶ Listening ◀──────────────────────────┐
 *    │                                    │  ▲   │ utterance or typed text     │
 *    │ begin, first message    user began │  │   ▼                             │
 *    │                                    ▼  │  Thinking ───────────────┐      │
 *    │                              noise │  │   │  ▲ utterance         │      │
 *    │                                  Hearing ─┼──┘                   │      │
 *    │                                    ▲  ▲   │ user goes on:        │      │
 *    │                           barge-in │  └───┘ answer dropped       │      │
 *    │                                    │       unheard               │      │
 *    │                                    │              first piece of │      │
 *    │                                    │                  the answer ▼      │
 *    └────────────────────────────────────┴──────────────────────── Speaking ──┘
 *                                                                   played out
 *   every state ── hung up, longest call ──▶ Over
 * </pre>
 *
 * <p>All that belongs to one turn shares an event id; the next turn's is higher. After a barge-in
 * into <i>n</i> the next answer therefore has an id above <i>n</i>, which is what every client
 * accepts (the hosted service's habit of reusing <i>n</i> loses audio in some).
 *
 * <p>What counts is what was heard: transcript, history and correction hold the words that have
 * sounded by the play-out clock.
 *
 * <p>Not safe for use by several threads; a conversation's mailbox serialises all events.
 */
public final class TurnMachine {

  private static final int INTERNAL_ERROR = 1011;
  private static final int NORMAL = 1000;

  /** Words that wait because the agent may not be interrupted. */
  private record Words(String text, boolean typed, long beganAt, Map<String, Double> metricsMs) {}

  private final TurnPolicy policy;
  private final InstantSource clock;
  private final History history;
  private final List<Words> waiting = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private TurnState state = new Idle();
  private int lastEventId;
  private int nextTurn;
  private boolean userSpeaking;
  private long userBeganAt;

  public TurnMachine(TurnPolicy policy, InstantSource clock, TurnMemory memory) {
    this.policy = policy;
    this.clock = clock;
    this.history = new History(memory.history());
    this.lastEventId = memory.lastEventId();
    this.nextTurn = memory.nextTurn();
  }

  /** What must be kept for another owner. */
  public TurnMemory memory() {
    return new TurnMemory(history.entries(), lastEventId, nextTurn);
  }

  TurnState state() {
    return state;
  }

  /** True once the conversation has ended. */
  public boolean isOver() {
    return state instanceof Over;
  }

  /** Takes an event and returns what is to be done, in order. */
  public List<Effect> on(Event event) {
    if (isOver()) {
      return List.of();
    }
    switch (event) {
      case Event.Begin(String firstMessage) -> begin(firstMessage);
      case Event.Resume resume -> resume();
      case Event.UserBegan began -> userBegan();
      case Event.UserSpeaking(int speechMs) -> userSpeaking(speechMs);
      case Event.UserPartial(String text) -> userPartial(text);
      case Event.UserUtterance utterance -> userUtterance(utterance);
      case Event.UserTyped(String text) -> takeWords(new Words(text, true, now(), Map.of()));
      case Event.ContextArrived(String text, Optional<String> id) -> history.context(text, id);
      case Event.AnswerText(String generation, String text) -> answerText(generation, text);
      case Event.AnswerFinished(String generation) ->
          generating(generation).ifPresent(this::answerGenerated);
      case Event.AnswerFailed(String generation, String errorType, String _) ->
          generating(generation).ifPresent(answer -> answerFailed(answer, errorType));
      case Event.Voiced(SpeechProgress progress) -> voiced(progress);
      case Event.Rang(Alarm alarm) -> rang(alarm);
      case Event.HungUp(String reason) -> end(NORMAL, "", reason);
    }
    var done = List.copyOf(effects);
    effects.clear();
    return done;
  }

  // Beginnings

  private void begin(String firstMessage) {
    arm(Alarm.LONGEST_CALL, policy.longestCallMs());
    if (firstMessage.isBlank()) {
      listen();
      return;
    }
    var answer = new Answer(++lastEventId, Ids.response(), true, now());
    say(answer, firstMessage);
    effects.add(new Effect.Checkpoint());
    answerGenerated(answer);
  }

  private void resume() {
    arm(Alarm.LONGEST_CALL, policy.longestCallMs());
    if (history.owesAnswer()) {
      // Some of the lost owner's answer may still sound: it stops and is given anew.
      effects.add(new Effect.Hush(lastEventId));
      tell(new EdgeOutput.Interruption(lastEventId, "takeover"));
      lastEventId++;
      startAnswer();
    } else {
      listen();
    }
  }

  private void listen() {
    state = userSpeaking ? new Hearing() : new Listening();
    effects.add(new Effect.Checkpoint());
  }

  // The user

  private void userBegan() {
    userSpeaking = true;
    userBeganAt = now();
    if (state instanceof Listening) {
      state = new Hearing();
    }
  }

  private void userSpeaking(int speechMs) {
    if (speechMs >= policy.bargeInMs()) {
      giveUserTheFloor();
    }
  }

  /** Stops what the agent is about, if it may be stopped, so that the user is heard. */
  private void giveUserTheFloor() {
    switch (state) {
      case Speaking(Answer answer) when mayInterrupt(answer) -> {
        interrupt(answer);
        state = new Hearing();
      }
      case Thinking(Answer answer) -> {
        leave(answer);
        state = new Hearing();
      }
      default -> {}
    }
  }

  private boolean mayInterrupt(Answer answer) {
    return policy.interruptible() && (policy.firstMessageInterruptible() || !answer.firstMessage);
  }

  private void userPartial(String text) {
    if (state instanceof Hearing && !text.isBlank()) {
      tell(new EdgeOutput.TentativeUserTranscript(lastEventId + 1, text));
    }
  }

  private void userUtterance(Event.UserUtterance utterance) {
    userSpeaking = false;
    if (!utterance.text().isBlank()) {
      takeWords(
          new Words(
              utterance.text(),
              false,
              userBeganAt,
              Map.of("convai_asr_trailing_service_latency", utterance.recognitionMs())));
    } else if (state instanceof Hearing) {
      goOnAfterNoise();
    }
  }

  /** A cough may have dropped an answer that nobody had heard yet; it is still owed. */
  private void goOnAfterNoise() {
    if (history.owesAnswer()) {
      startAnswer();
    } else {
      state = new Listening();
    }
  }

  private void takeWords(Words words) {
    giveUserTheFloor();
    if (state instanceof Speaking) {
      waiting.add(words);
      return;
    }
    addUserTurn(words);
    startAnswer();
  }

  private void addUserTurn(Words words) {
    lastEventId++;
    if (!words.typed()) {
      tell(new EdgeOutput.UserTranscript(lastEventId, words.text()));
    }
    history.user(words.text());
    publish(
        Role.USER,
        words.text(),
        words.beganAt(),
        Optional.empty(),
        words.typed(),
        words.metricsMs());
    effects.add(new Effect.Checkpoint());
  }

  // The agent's answer

  private void startAnswer() {
    ask(new Answer(lastEventId, Ids.response(), false, now()));
  }

  private void ask(Answer answer) {
    var generation = Ids.generation();
    answer.ask(generation, now());
    effects.add(new Effect.Generate(generation, history.messages()));
    arm(Alarm.ANSWER_STALLED, policy.answerPatienceMs());
    state = new Thinking(answer);
  }

  private void answerText(String generation, String text) {
    generating(generation)
        .filter(answer -> !text.isEmpty())
        .ifPresent(
            answer -> {
              arm(Alarm.ANSWER_STALLED, policy.answerPatienceMs());
              say(answer, text);
            });
  }

  private void say(Answer answer, String text) {
    boolean first = answer.isEmpty();
    var pieces = answer.append(text, now());
    if (policy.textOnly()) {
      if (first) {
        tellPart(answer, Part.START, "");
      }
      tellPart(answer, Part.DELTA, text);
    } else {
      pieces.forEach(piece -> speak(answer, piece));
    }
  }

  private void tellPart(Answer answer, Part part, String text) {
    tell(new EdgeOutput.AgentResponsePart(answer.eventId, answer.responseId, part, text));
  }

  private void speak(Answer answer, String piece) {
    if (answer.isVoiceless()) {
      return;
    }
    if (!answer.awaitsAudio()) {
      arm(Alarm.SPEECH_STALLED, policy.speechPatienceMs());
    }
    disarm(Alarm.PLAYED_OUT);
    effects.add(new Effect.Speak(answer.eventId, answer.speak(piece, now()), piece));
    state = new Speaking(answer);
  }

  private void answerGenerated(Answer answer) {
    if (answer.isEmpty()) {
      answerFailed(answer, "llm_error");
      return;
    }
    answer.generated();
    disarm(Alarm.ANSWER_STALLED);
    if (policy.textOnly()) {
      tellPart(answer, Part.STOP, "");
      announce(answer);
      answerHeard(answer);
      return;
    }
    answer.lastPiece().ifPresent(piece -> speak(answer, piece));
    announce(answer);
    awaitPlayOut(answer);
  }

  private void answerFailed(Answer answer, String errorType) {
    if (answer.mayAskAgain()) {
      ask(answer);
      return;
    }
    tell(new EdgeOutput.Failure(INTERNAL_ERROR, errorType, "The model did not answer."));
    if (answer.isEmpty()) {
      say(answer, policy.apology());
    }
    answerGenerated(answer);
  }

  /** Tells the whole text, once. */
  private void announce(Answer answer) {
    if (answer.announce()) {
      tell(new EdgeOutput.AgentResponse(answer.eventId, answer.responseId, answer.text()));
    }
  }

  private void answerHeard(Answer answer) {
    history.agent(answer.text());
    publishAnswer(answer, answer.text(), Optional.empty());
    listen();
    if (!waiting.isEmpty()) {
      var words = List.copyOf(waiting);
      waiting.clear();
      words.forEach(this::addUserTurn);
      startAnswer();
    }
  }

  // The voice

  private void voiced(SpeechProgress progress) {
    if (!(state instanceof Speaking(Answer answer)) || answer.eventId != progress.eventId()) {
      return;
    }
    switch (progress) {
      case SpeechProgress.Chunk chunk -> {
        if (!answer.playOut.hasAudio()) {
          answer.firstAudio(now());
        }
        answer.playOut.sent(chunk.piece(), chunk.durationMs(), chunk.alignment(), now());
        arm(Alarm.SPEECH_STALLED, policy.speechPatienceMs());
      }
      case SpeechProgress.Finished finished -> {
        answer.playOut.finishedPiece();
        awaitPlayOut(answer);
      }
      case SpeechProgress.Failed failed -> speechFailed(answer);
    }
  }

  private void awaitPlayOut(Answer answer) {
    if (answer.awaitsAudio()) {
      return;
    }
    disarm(Alarm.SPEECH_STALLED);
    if (answer.generation().isEmpty()) {
      arm(Alarm.PLAYED_OUT, Math.max(0, (long) Math.ceil(answer.playOut.endsAt() - now())));
    }
  }

  private void speechFailed(Answer answer) {
    tell(new EdgeOutput.Failure(INTERNAL_ERROR, "tts_cascade_error", "The voice failed."));
    effects.add(new Effect.Hush(answer.eventId));
    answer.loseVoice();
    awaitPlayOut(answer);
  }

  // Time

  private void rang(Alarm alarm) {
    switch (alarm) {
      case ANSWER_STALLED -> current().ifPresent(this::answerStalled);
      case SPEECH_STALLED -> current().filter(Answer::awaitsAudio).ifPresent(this::speechFailed);
      case PLAYED_OUT -> {
        if (state instanceof Speaking(Answer answer)) {
          answerHeard(answer);
        }
      }
      case LONGEST_CALL -> {
        tell(
            new EdgeOutput.Failure(
                NORMAL, "max_duration_exceeded", "The conversation has reached its longest time."));
        end(NORMAL, "max_duration_exceeded", "Conversation exceeded its maximum duration");
      }
    }
  }

  private void answerStalled(Answer answer) {
    answer
        .generation()
        .ifPresent(
            generation -> {
              effects.add(new Effect.CancelGeneration(generation));
              answerFailed(answer, "llm_timeout");
            });
  }

  // Endings of an answer before its time

  private void interrupt(Answer answer) {
    silence(answer);
    tell(new EdgeOutput.Interruption(answer.eventId, "user"));
    announce(answer);
    var heard = answer.heard(now());
    tell(
        new EdgeOutput.AgentResponseCorrection(
            answer.eventId, answer.responseId, answer.text(), heard));
    cutShort(answer, heard);
    effects.add(new Effect.Checkpoint());
  }

  private void cutShort(Answer answer, String heard) {
    history.agent(heard);
    publishAnswer(answer, heard, Optional.of(answer.text()));
  }

  /** Gives up an answer of which nothing was spoken; what was written of it stays. */
  private void leave(Answer answer) {
    drop(answer);
    if (policy.textOnly() && !answer.isEmpty()) {
      tellPart(answer, Part.STOP, "");
      announce(answer);
      cutShort(answer, answer.text());
    }
  }

  private void drop(Answer answer) {
    answer.generation().ifPresent(g -> effects.add(new Effect.CancelGeneration(g)));
    disarm(Alarm.ANSWER_STALLED);
  }

  private void silence(Answer answer) {
    drop(answer);
    effects.add(new Effect.Hush(answer.eventId));
    disarm(Alarm.SPEECH_STALLED);
    disarm(Alarm.PLAYED_OUT);
  }

  private void end(int code, String reason, String termination) {
    switch (state) {
      case Speaking(Answer answer) -> {
        silence(answer);
        settle(answer, answer.heard(now()));
      }
      case Thinking(Answer answer) -> leave(answer);
      default -> {}
    }
    for (var alarm : Alarm.values()) {
      disarm(alarm);
    }
    waiting.forEach(this::addUserTurn);
    state = new Over();
    effects.add(new Effect.End(code, reason, termination, Optional.empty()));
  }

  private void settle(Answer answer, String heard) {
    if (heard.equals(answer.text()) && answer.generation().isEmpty()) {
      history.agent(heard);
      publishAnswer(answer, heard, Optional.empty());
    } else {
      cutShort(answer, heard);
    }
  }

  // Small words

  private Optional<Answer> generating(String generation) {
    return current().filter(answer -> answer.isOf(generation));
  }

  private Optional<Answer> current() {
    return switch (state) {
      case Thinking(Answer answer) -> Optional.of(answer);
      case Speaking(Answer answer) -> Optional.of(answer);
      default -> Optional.empty();
    };
  }

  private void publishAnswer(Answer answer, String heard, Optional<String> original) {
    publish(Role.AGENT, heard, answer.beganAt(), original, policy.textOnly(), answer.metricsMs());
  }

  private void publish(
      Role role,
      String message,
      long beganAt,
      Optional<String> original,
      boolean typed,
      Map<String, Double> metricsMs) {
    effects.add(
        new Effect.Publish(
            new SpokenTurn(nextTurn++, role, message, beganAt, original, typed, metricsMs)));
  }

  private void tell(EdgeOutput output) {
    effects.add(new Effect.Tell(output));
  }

  private void arm(Alarm alarm, long delayMs) {
    effects.add(new Effect.Arm(alarm, delayMs));
  }

  private void disarm(Alarm alarm) {
    effects.add(new Effect.Disarm(alarm));
  }

  private long now() {
    return clock.millis();
  }
}
