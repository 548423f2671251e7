package io.colloquy.conversation.turn;

import io.colloquy.conversation.turn.TurnState.Hearing;
import io.colloquy.conversation.turn.TurnState.Idle;
import io.colloquy.conversation.turn.TurnState.Listening;
import io.colloquy.conversation.turn.TurnState.Speaking;
import io.colloquy.conversation.turn.TurnState.Thinking;
import java.time.InstantSource;
import java.util.Optional;

/** Who has the floor, and whether the agent may take it. */
final class Floor {

  /** How long the client's sign of activity keeps the agent from beginning to speak (page 066). */
  private static final long HELD_MS = 2_000;

  private final Silence silence;
  private final InstantSource clock;
  private final Effects effects;
  private final UserVoice user = new UserVoice();
  private TurnState state = new Idle();
  private TurnPolicy policy;
  private long heldUntil;

  Floor(TurnPolicy policy, InstantSource clock, Effects effects) {
    this.policy = policy;
    this.silence = new Silence(policy.userSilence(), clock, effects);
    this.clock = clock;
    this.effects = effects;
  }

  TurnPolicy policy() {
    return policy;
  }

  /** Another policy holds from now on. */
  void follow(TurnPolicy other) {
    policy = other;
  }

  TurnState state() {
    return state;
  }

  void become(TurnState next) {
    state = next;
  }

  UserVoice user() {
    return user;
  }

  Silence silence() {
    return silence;
  }

  /** The answer that is under way. */
  Optional<Answer> answer() {
    return switch (state) {
      case Thinking(Answer answer) -> Optional.of(answer);
      case Speaking(Answer answer) -> Optional.of(answer);
      default -> Optional.empty();
    };
  }

  /** The floor is the user's. */
  void listen() {
    effects.add(new Effect.Checkpoint());
    if (user.isSounding()) {
      state = new Hearing();
    } else {
      await();
    }
  }

  /** Nobody speaks, and it is the user's turn. */
  void await() {
    state = new Listening();
    silence.begin();
  }

  /** The client asked for the floor. */
  void hold() {
    heldUntil = clock.millis() + HELD_MS;
    effects.arm(Alarm.FLOOR_FREE, HELD_MS);
    silence.broken();
  }

  /** Whether an answer that waits may be heard now. */
  boolean isFree() {
    boolean userSpeaks = user.isSounding() && !user.isNoise();
    return clock.millis() >= heldUntil && (policy.textOnly() || !userSpeaks);
  }
}
