package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The user's part of {@link TurnMachine}: what they say, whether they mean to be heard, and when
 * they are through.
 */
final class UserTurn {

  /** A back-channel this close to the agent's last word, in milliseconds, is an answer to it. */
  private static final long LAST_WORDS_MS = 1_000;

  private final InstantSource clock;
  private final Effects effects;
  private final Floor floor;
  private final Transcript transcript;
  private final AgentTurn agent;

  UserTurn(
      InstantSource clock, Effects effects, Floor floor, Transcript transcript, AgentTurn agent) {
    this.clock = clock;
    this.effects = effects;
    this.floor = floor;
    this.transcript = transcript;
    this.agent = agent;
  }

  void began() {
    floor.user().begin(clock.millis());
    floor.silence().pause();
    if (floor.state() instanceof Listening) {
      floor.become(new Hearing());
    }
  }

  void speaksFor(int speechMs) {
    floor.user().speaksFor(speechMs);
    agent.dropPrepared();
    weigh();
  }

  void seemsToSay(String text) {
    floor.user().says(text);
    weigh();
    if (floor.state() instanceof Hearing && !text.isBlank()) {
      effects.tell(new EdgeOutput.TentativeUserTranscript(transcript.lastEventId() + 1, text));
    }
  }

  private void weigh() {
    var user = floor.user();
    switch (floor.state()) {
      case Speaking(Answer answer)
          when user.takesTheFloor(floor.policy()) && agent.mayBeInterrupted(answer) ->
          agent.interrupt(answer);
      case Thinking(Answer answer)
          when user.hasSomethingToSay(floor.policy()) && !answer.isGuarded() -> {
        agent.leave(answer);
        floor.become(new Hearing());
      }
      case Thinking thinking -> agent.deliverWhatWaits();
      default -> {}
    }
  }

  /** Perhaps this was all. */
  void paused(String words) {
    floor.user().pausesAfter(words);
    weigh();
    if (floor.state() instanceof Hearing && !words.isBlank()) {
      agent.prepareFor(words);
    }
  }

  void said(Event.UserUtterance utterance) {
    var text = utterance.text();
    boolean accompanies = isBackChannel(text) && accompaniesTheAgent();
    floor.user().end();
    if (text.isBlank() || accompanies) {
      goOnAfterNoise();
      return;
    }
    var metrics = Map.of("convai_asr_trailing_service_latency", utterance.recognitionMs());
    var words = new UserWords(text, false, floor.user().beganAt(), metrics, List.of());
    if (!(floor.state() instanceof Speaking && isBackChannel(text))) {
      takeTheFloor();
    }
    take(words);
  }

  void typed(String text, List<SentFile> files) {
    takeTheFloor();
    take(new UserWords(text, true, clock.millis(), Map.of(), files));
  }

  private void take(UserWords words) {
    agent.forgetTheRest();
    floor.silence().broken();
    floor.silence().pause();
    agent.answerTo(words);
  }

  private void takeTheFloor() {
    switch (floor.state()) {
      case Speaking(Answer answer) when agent.mayBeInterrupted(answer) -> agent.interrupt(answer);
      case Thinking(Answer answer) when !answer.isGuarded() -> agent.leave(answer);
      default -> {}
    }
  }

  private boolean isBackChannel(String text) {
    return BackChannel.isAll(text, floor.policy().language());
  }

  /** Whether the user spoke while the agent had more to say, or was about to say it. */
  private boolean accompaniesTheAgent() {
    return switch (floor.state()) {
      case Speaking(Answer answer) ->
          !answer.isComplete()
              || answer.awaitsAudio()
              || answer.playOut.endsAt() - floor.user().beganAt() > LAST_WORDS_MS;
      case Thinking(Answer answer) -> answer.occasion != Answer.Occasion.SILENCE;
      case Hearing hearing -> agent.mayGoOn();
      default -> false;
    };
  }

  /** A cough may have cut the agent short, or kept it from answering. */
  private void goOnAfterNoise() {
    agent.dropPrepared();
    switch (floor.state()) {
      case Thinking thinking -> agent.deliverWhatWaits();
      case Hearing hearing when agent.mayGoOn() -> agent.goOn();
      case Hearing hearing when transcript.owesAnswer() && !floor.silence().isGranted() ->
          agent.reply();
      case Hearing hearing -> floor.await();
      default -> {}
    }
  }
}
