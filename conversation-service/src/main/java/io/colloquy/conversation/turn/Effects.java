package io.colloquy.conversation.turn;

import io.colloquy.contracts.edge.EdgeOutput;
import java.util.ArrayList;
import java.util.List;

/** What one event calls for, in the order in which it was decided. */
final class Effects {

  private final List<Effect> pending = new ArrayList<>();

  void add(Effect effect) {
    pending.add(effect);
  }

  void tell(EdgeOutput output) {
    add(new Effect.Tell(output));
  }

  void arm(Alarm alarm, long delayMs) {
    add(new Effect.Arm(alarm, delayMs));
  }

  void disarm(Alarm alarm) {
    add(new Effect.Disarm(alarm));
  }

  /** Everything since it was last asked. */
  List<Effect> take() {
    var taken = List.copyOf(pending);
    pending.clear();
    return taken;
  }
}
