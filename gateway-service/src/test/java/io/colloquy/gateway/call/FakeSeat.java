package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Remembers what a call asked of its seat, and refuses what it is told to refuse. */
final class FakeSeat implements Seat {

  final List<String> asked = new ArrayList<>();
  Optional<Ending> refusal = Optional.empty();

  @Override
  public void begin(boolean textOnly, Consumer<Ending> refused) {
    asked.add(textOnly ? "begin chat" : "begin");
    refusal.ifPresent(refused);
  }

  @Override
  public void leave() {
    asked.add("leave");
  }
}
