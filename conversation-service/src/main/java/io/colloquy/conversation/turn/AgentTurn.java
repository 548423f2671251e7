package io.colloquy.conversation.turn;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.conversation.turn.Answer.Occasion;
import io.colloquy.conversation.turn.Delivery.Standing;
import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The agent's part of {@link TurnMachine}: from owing an answer to having it heard. */
final class AgentTurn {

  private static final int INTERNAL_ERROR = 1011;

  /** What a barge-in took from the listener; said after all if it was a noise. */
  private record Remainder(String text, boolean complete, Afterwards afterwards) {}

  private final InstantSource clock;
  private final Effects effects;
  private final Floor floor;
  private final Transcript transcript;
  private final Generating generating;
  private final Delivery delivery;
  private final Ahead ahead;
  private final Lull lull;
  private final Consumer<String> hangUp;
  private final Regrets regrets = new Regrets();
  private final List<UserWords> waiting = new ArrayList<>();
  private Optional<Remainder> remainder = Optional.empty();
  private boolean handingOver;

  /**
   * @param hangUp ends the call, for a reason
   */
  AgentTurn(
      InstantSource clock,
      Effects effects,
      Floor floor,
      Transcript transcript,
      Generating generating,
      Ahead ahead,
      Delivery delivery,
      Lull lull,
      Consumer<String> hangUp) {
    this.hangUp = hangUp;
    this.lull = lull;
    this.clock = clock;
    this.effects = effects;
    this.floor = floor;
    this.transcript = transcript;
    this.delivery = delivery;
    this.generating = generating;
    this.ahead = ahead;
  }

  // It owes an answer

  void firstMessage(String text) {
    var answer = answer(transcript.nextEventId(), Occasion.FIRST_MESSAGE);
    answer.receive(text, now());
    answer.complete();
    effects.add(new Effect.Checkpoint());
    think(answer);
  }

  /** Answers what the user said last. */
  void reply() {
    ask(answer(transcript.lastEventId(), Occasion.REPLY));
  }

  /** Gives an answer anew that the client may have heard in part. */
  void replyAnew() {
    ask(answer(transcript.nextEventId(), Occasion.REPLY));
  }

  /** Speaks because the user does not. */
  void speakAgain() {
    if (floor.state() instanceof Listening) {
      floor.silence().pause();
      ask(answer(transcript.nextEventId(), Occasion.SILENCE));
    }
  }

  /** Takes the user's words for a turn and answers it, now or when it is through. */
  void answerTo(UserWords words) {
    boolean busy = floor.answer().filter(this::holdsTheFloor).isPresent();
    if (busy || handingOver) {
      waiting.add(words);
      return;
    }
    if (!words.files().isEmpty()) {
      ahead.drop(); // it knows nothing of files
    }
    var prepared = ahead.take(words.text());
    transcript.user(words);
    prepared.ifPresentOrElse(this::think, this::reply);
  }

  /** True for one that the user's words neither stopped nor made pointless. */
  private boolean holdsTheFloor(Answer answer) {
    return floor.state() instanceof Speaking || answer.isGuarded();
  }

  /** Prepares the answer, so that the rest of the user's pause is not lost. */
  void prepareFor(String words) {
    if (floor.policy().speculative() && remainder.isEmpty() && ahead.isEmpty()) {
      ahead.prepare(answer(transcript.lastEventId() + 1, Occasion.REPLY), words);
    }
  }

  void dropPrepared() {
    ahead.drop();
  }

  private Answer answer(int eventId, Occasion occasion) {
    return new Answer(eventId, Ids.response(), occasion, floor.policy().voices(), now());
  }

  private void ask(Answer answer) {
    generating.ask(answer);
    think(answer);
  }

  private void think(Answer answer) {
    floor.become(new Thinking(answer));
    lull.isOver();
    if (answer.occasion != Occasion.SILENCE) { // nobody waits for an answer then
      lull.begins(now());
    }
    deliver(answer);
    if (answer.awaitsTools()) {
      useTools(answer);
    }
  }

  /** Has tools used, but not before the turn is surely the agent's: some cannot be undone. */
  void useTools(Answer answer) {
    boolean due = floor.answer().filter(current -> current == answer).isPresent();
    if (due && answer.isGoingInCircles()) {
      giveUp(answer, "llm_error");
    } else if (due) {
      deliver(answer);
      announceTools(answer);
      answer.usesTools(floor.policy().tools().guards(answer.calls()));
      answer
          .generation()
          .ifPresent(id -> effects.add(new Effect.UseTools(id, answer.eventId, answer.calls())));
    }
  }

  /** Some tools are only used after the user was told that something happens. */
  private void announceTools(Answer answer) {
    var tools = floor.policy().tools();
    if (tools.announces(answer.calls()) && !answer.isWritten() && mayBeHeard(answer)) {
      lull.said(tools.announcement());
      stand(answer, delivery.fill(answer, tools.announcement()));
    }
  }

  /** There is no more to come of it. */
  void complete(Answer answer) {
    regrets.forget();
    finish(answer);
  }

  private void finish(Answer answer) {
    generating.over();
    answer.complete();
    deliver(answer);
  }

  /** No model will answer: what was written stands, and the agent is sorry for the rest. */
  void giveUp(Answer answer, String errorType) {
    effects.tell(new EdgeOutput.Failure(INTERNAL_ERROR, errorType, "The model did not answer."));
    regrets.add(answer, floor.policy().regret());
    finish(answer);
  }

  /** The agent leaves the turn to the user. */
  void sayNothing(Answer answer) {
    generating.over();
    lull.ends();
    answer.complete();
    if (floor.state() instanceof Speaking) {
      stand(answer, delivery.finish(answer)); // the filler
    } else {
      transcript.silent(answer);
      floor.listen();
    }
  }

  /** Something follows when this answer was heard; at once if there is nothing to hear. */
  void sayLastWords(Answer answer, Afterwards afterwards) {
    regrets.forget();
    answer.then(afterwards);
    if (answer.isWritten()) {
      complete(answer);
    } else if (floor.state() instanceof Speaking) {
      answer.complete();
      stand(answer, delivery.finish(answer)); // what announced the tools
    } else {
      lull.ends();
      answer.complete();
      transcript.silent(answer);
      floor.listen();
      follow(afterwards);
    }
  }

  private void follow(Afterwards afterwards) {
    switch (afterwards) {
      case Afterwards.Listen listen -> {}
      case Afterwards.HangUp(String reason) -> hangUp.accept(reason);
      case Afterwards.HandOver handOver -> {
        handingOver = true;
        floor.silence().pause();
        effects.add(new Effect.HandOver());
      }
    }
  }

  /** Another agent takes over: it greets, or answers what is open. */
  void tookOver(String firstMessage) {
    handingOver = false;
    if (!waiting.isEmpty()) {
      answerWhatWaits();
    } else if (floor.state() instanceof Listening && !firstMessage.isBlank()) {
      firstMessage(firstMessage);
    } else if (floor.state() instanceof Listening) {
      replyAnew();
    }
  }

  private void answerWhatWaits() {
    waiting.forEach(transcript::user);
    waiting.clear();
    reply();
  }

  // The client hears it

  /** Says what is written and waits, if it may be heard now. */
  void deliverWhatWaits() {
    floor.answer().ifPresent(this::deliver);
  }

  /** Bridges a silence that is the agent's. */
  void fill() {
    floor.answer().filter(answer -> !answer.isComplete()).ifPresent(this::fill);
  }

  private void fill(Answer answer) {
    if (!floor.isFree()) {
      lull.begins(now());
    } else if (!answer.awaitsAudio()) {
      lull.filler().ifPresent(words -> stand(answer, delivery.fill(answer, words)));
    }
  }

  /** Says what is written of it, if it may be heard now. */
  void deliver(Answer answer) {
    if (!mayBeHeard(answer)) {
      return;
    }
    var text = answer.takeUnsaid();
    if (!text.isEmpty()) {
      stand(answer, delivery.say(answer, text));
    }
    if (answer.awaitsTools()) {
      stand(answer, delivery.pause(answer));
    }
    if (answer.isComplete()) {
      stand(answer, delivery.finish(answer));
    }
  }

  private boolean mayBeHeard(Answer answer) {
    return switch (floor.state()) {
      case Speaking(Answer current) -> current == answer;
      case Thinking(Answer current) -> current == answer && floor.isFree();
      default -> false;
    };
  }

  private void stand(Answer answer, Standing standing) {
    switch (standing) {
      case UNHEARD -> {}
      case SOUNDING -> floor.become(new Speaking(answer));
      case HEARD -> heard(answer);
    }
  }

  void playedOut() {
    if (floor.state() instanceof Speaking(Answer answer)) {
      heard(answer);
    }
  }

  private void heard(Answer answer) {
    transcript.agent(answer, floor.policy().textOnly());
    boolean handsOver = answer.afterwards() instanceof Afterwards.HandOver;
    if (waiting.isEmpty() || handsOver) {
      floor.listen();
      follow(answer.afterwards());
    } else {
      answerWhatWaits();
    }
  }

  // It ends before its time

  boolean mayBeInterrupted(Answer answer) {
    return floor.policy().interruption().allowed()
        && !answer.isGuarded()
        && (floor.policy().interruption().inFirstMessage()
            || answer.occasion != Occasion.FIRST_MESSAGE);
  }

  void interrupt(Answer answer) {
    cancel(answer);
    var heard = delivery.cut(answer);
    transcript.agentCutShort(answer, heard, floor.policy().textOnly());
    effects.add(new Effect.Checkpoint());
    remainder =
        Optional.of(new Remainder(answer.unheard(heard), answer.isComplete(), answer.afterwards()));
    floor.become(new Hearing());
  }

  /** True while nobody knows whether the last interruption was meant. */
  boolean mayGoOn() {
    return remainder.isPresent();
  }

  /** The interruption was meant. */
  void forgetTheRest() {
    var rest = remainder;
    remainder = Optional.empty();
    rest.map(Remainder::afterwards)
        .filter(Afterwards.HandOver.class::isInstance) // the new agent answers the interruption
        .ifPresent(this::follow);
  }

  /** The interruption was a noise: what it took from the listener is said after all. */
  void goOn() {
    remainder.ifPresent(
        rest -> {
          remainder = Optional.empty();
          if (!rest.complete() || !rest.text().isBlank()) {
            say(rest);
          } else {
            floor.listen();
            follow(rest.afterwards());
          }
        });
  }

  private void say(Remainder rest) {
    var answer = answer(transcript.nextEventId(), Occasion.RESUMPTION);
    answer.receive(rest.text(), now());
    answer.then(rest.afterwards());
    if (rest.complete()) {
      answer.complete();
    } else if (rest.text().isBlank() && transcript.owesAnswer()) {
      generating.ask(answer); // nothing but a filler was heard
    } else {
      generating.askToGoOn(answer, rest.text());
    }
    think(answer);
  }

  /** Gives up an answer of which nothing was heard; what a reader has of it stays. */
  void leave(Answer answer) {
    cancel(answer);
    if (delivery.leave(answer)) {
      transcript.agentCutShort(answer, answer.text(), floor.policy().textOnly());
    } else {
      transcript.silent(answer);
    }
  }

  private void cancel(Answer answer) {
    if (answer.isUsingTools()) {
      answer.generation().ifPresent(id -> transcript.abandon(id, answer.calls()));
    }
    generating.cancel(answer);
    lull.ends();
  }

  /** The conversation is over: what was heard is written down, and what waited. */
  void end() {
    ahead.drop();
    switch (floor.state()) {
      case Speaking(Answer answer) -> {
        cancel(answer);
        delivery.silence(answer);
        settle(answer, answer.heard(now()));
      }
      case Thinking(Answer answer) -> leave(answer);
      default -> {}
    }
    waiting.forEach(transcript::user);
  }

  private void settle(Answer answer, String heard) {
    if (answer.isComplete() && heard.equals(answer.text())) {
      transcript.agent(answer, floor.policy().textOnly());
    } else {
      transcript.agentCutShort(answer, heard, floor.policy().textOnly());
    }
  }

  private long now() {
    return clock.millis();
  }
}
