package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.conversation.turn.TurnState.Over;
import io.colloquy.conversation.turn.TurnState.Speaking;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Who speaks when. It is told what happens and answers with what is to be done; it does nothing
 * itself, knows no thread and asks an injected clock for the time.
 *
 * <pre>
 *            begin, no first message
 *   Idle ───────────────────────────────▶ Listening ◀───────────────────────────┐
 *    │                                   │ ▲  │  ▲ noise                        │
 *    │ begin, first message   user began │ │  │  │                              │
 *    │                                   ▼ │  │  │                              │
 *    │            noise, nothing owed  Hearing│utterance, typed text, or        │
 *    │                                   ▲ ▲  │the user is silent for long      │
 *    │                       words while │ │  ▼                                 │
 *    │                       it thinks   │ └─ Thinking ──┐ first piece of       │
 *    │                          barge-in │      ▲        ▼ the answer           │
 *    │                                   └──────┼──── Speaking ─────────────────┘
 *    └──────────────────────────────────────────┼───────▲        played out
 *                                  noise, words unheard ┘
 *   every state ── hung up, longest call, longest silence ──▶ Over
 * </pre>
 *
 * <p>All that belongs to one turn shares an event id; the next turn's is higher. After a barge-in
 * into <i>n</i> the next answer therefore has an id above <i>n</i>, which is what every client
 * accepts (the hosted service's habit of reusing <i>n</i> loses audio in some).
 *
 * <p>What counts is what was heard: transcript, history and correction hold the words that have
 * sounded by the play-out clock.
 *
 * <p>An answer is written before it may be heard: while the user may still go on, while they make a
 * sound that may become words, and while their client asked for the floor. It waits then, and is
 * dropped unheard or said at once.
 *
 * <p>Not safe for use by several threads; a conversation's mailbox serialises all events.
 */
public final class TurnMachine {

  private static final int NORMAL = 1000;

  private final Effects effects = new Effects();
  private final Floor floor;
  private final Transcript transcript;
  private final Delivery delivery;
  private final AgentTurn agent;
  private final ModelTurn model;
  private final UserTurn user;

  public TurnMachine(TurnPolicy policy, InstantSource clock, TurnMemory memory) {
    this.floor = new Floor(policy, clock, effects);
    this.transcript = new Transcript(memory, effects);
    var lull = new Lull(floor, clock, effects);
    this.delivery =
        policy.textOnly()
            ? new WrittenDelivery(effects)
            : new SpokenDelivery(policy.patience().speechMs(), lull, clock, effects);
    var generating = new Generating(policy.patience().answerMs(), transcript, clock, effects);
    var ahead = new Ahead(generating);
    this.agent =
        new AgentTurn(
            clock,
            effects,
            floor,
            transcript,
            generating,
            ahead,
            delivery,
            lull,
            why -> end(NORMAL, "", why));
    this.model = new ModelTurn(clock, effects, floor, transcript, generating, ahead, agent);
    this.user = new UserTurn(clock, effects, floor, transcript, agent);
  }

  /** What must be kept for another owner. */
  public TurnMemory memory() {
    return transcript.memory(floor.answer().map(Answer::toolMessages).orElse(List.of()));
  }

  /**
   * The conversation goes on in another language, with other voices. What times were armed, and
   * whether it is a chat, stays.
   */
  public void follow(TurnPolicy policy) {
    floor.follow(policy);
  }

  TurnState state() {
    return floor.state();
  }

  /** True once the conversation has ended. */
  public boolean isOver() {
    return state() instanceof Over;
  }

  /** Takes an event and returns what is to be done, in order. */
  public List<Effect> on(Event event) {
    if (isOver()) {
      return List.of();
    }
    switch (event) {
      case Event.Begin(String firstMessage) -> begin(firstMessage);
      case Event.Resume resume -> resume();
      case Event.UserBegan began -> user.began();
      case Event.UserSpeaking(int speechMs) -> user.speaksFor(speechMs);
      case Event.UserPartial(String text) -> user.seemsToSay(text);
      case Event.UserPaused(String text) -> user.paused(text);
      case Event.UserUtterance utterance -> user.said(utterance);
      case Event.UserTyped(String text, List<SentFile> files) -> user.typed(text, files);
      case Event.UserActive active -> floor.hold();
      case Event.ContextArrived(String text, Optional<String> id) -> transcript.context(text, id);
      case Event.AnswerText(String generation, String text) -> model.writes(generation, text);
      case Event.AnswerFinished(String generation) -> model.finishes(generation);
      case Event.AnswerFailed(String generation, String errorType, String _) ->
          model.fails(generation, errorType);
      case Event.AnswerCalls(String generation, ToolCall call) -> model.calls(generation, call);
      case Event.ToolsAnswered answered -> model.toolsAnswered(answered);
      case Event.ToolSays(String generation, String words) -> model.says(generation, words);
      case Event.ToolsUsed used -> transcript.tools(used);
      case Event.TookOver(String firstMessage) -> agent.tookOver(firstMessage);
      case Event.Voiced(SpeechProgress progress) -> voiced(progress);
      case Event.Rang(Alarm alarm) -> rang(alarm);
      case Event.HungUp(String reason) -> end(NORMAL, "", reason);
    }
    return effects.take();
  }

  private void begin(String firstMessage) {
    effects.arm(Alarm.LONGEST_CALL, floor.policy().longestCallMs());
    if (firstMessage.isBlank()) {
      floor.listen();
    } else {
      agent.firstMessage(firstMessage);
    }
  }

  private void resume() {
    effects.arm(Alarm.LONGEST_CALL, floor.policy().longestCallMs());
    if (transcript.owesAnswer()) {
      // Some of the lost owner's answer may still sound: it stops and is given anew.
      effects.add(new Effect.Hush(transcript.lastEventId()));
      effects.tell(new EdgeOutput.Interruption(transcript.lastEventId(), "takeover"));
      agent.replyAnew();
    } else {
      floor.listen();
    }
  }

  private void voiced(SpeechProgress progress) {
    if (state() instanceof Speaking(Answer answer) && answer.eventId == progress.eventId()) {
      delivery.voiced(answer, progress);
    }
  }

  private void rang(Alarm alarm) {
    switch (alarm) {
      case FILLER_DUE -> agent.fill();
      case ANSWER_STALLED -> model.stalls();
      case SPEECH_STALLED -> floor.answer().ifPresent(delivery::stalled);
      case PLAYED_OUT -> agent.playedOut();
      case FLOOR_FREE -> agent.deliverWhatWaits();
      case USER_SILENT -> agent.speakAgain();
      case SILENCE_ENDS_CALL ->
          end(NORMAL, "silence_timeout", "Call ended because the user was silent for too long");
      case LONGEST_CALL -> {
        effects.tell(
            new EdgeOutput.Failure(
                NORMAL, "max_duration_exceeded", "The conversation has reached its longest time."));
        end(NORMAL, "max_duration_exceeded", "Conversation exceeded its maximum duration");
      }
    }
  }

  private void end(int code, String reason, String termination) {
    agent.end();
    for (var alarm : Alarm.values()) {
      effects.disarm(alarm);
    }
    floor.become(new Over());
    effects.add(new Effect.End(code, reason, termination, Optional.empty()));
  }
}
