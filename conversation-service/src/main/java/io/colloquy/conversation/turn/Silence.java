package io.colloquy.conversation.turn;

import java.time.InstantSource;
import java.util.OptionalLong;

/**
 * How long the user has said nothing while the floor was theirs (page 014). It runs from the end of
 * play-out; what the agent says meanwhile neither counts nor starts it anew, a sign of the user
 * does.
 */
final class Silence {

  private final TurnPolicy.UserSilence policy;
  private final InstantSource clock;
  private final Effects effects;

  private long beforeMs;
  private OptionalLong since = OptionalLong.empty();
  private boolean patient;

  Silence(TurnPolicy.UserSilence policy, InstantSource clock, Effects effects) {
    this.policy = policy;
    this.clock = clock;
    this.effects = effects;
  }

  /** Nobody speaks from now on. */
  void begin() {
    pause();
    since = OptionalLong.of(clock.millis());
    if (policy.speakAgainMs() > 0 && !patient) {
      effects.arm(Alarm.USER_SILENT, policy.speakAgainMs());
    }
    if (policy.endCallMs() >= 0) {
      effects.arm(Alarm.SILENCE_ENDS_CALL, Math.max(0, policy.endCallMs() - beforeMs));
    }
  }

  /** Somebody makes a sound. */
  void pause() {
    since.ifPresent(
        began -> {
          beforeMs += clock.millis() - began;
          effects.disarm(Alarm.USER_SILENT);
          effects.disarm(Alarm.SILENCE_ENDS_CALL);
        });
    since = OptionalLong.empty();
  }

  /** The user gave a sign of life. */
  void broken() {
    boolean running = since.isPresent();
    pause();
    beforeMs = 0;
    patient = false;
    if (running) {
      begin();
    }
  }

  /** True from when the user asked for time until they give a sign. */
  boolean isGranted() {
    return patient;
  }

  /** The user asked for time: the agent does not speak again before they do. */
  void grant() {
    patient = true;
  }
}
