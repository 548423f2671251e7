package io.colloquy.gateway.call;

import io.colloquy.gateway.session.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Remembers what a call asked of its seat, and refuses when it is told to. */
final class FakeSeat implements Seat {

  final List<String> asked = new ArrayList<>();
  private Consumer<Ending> refused = _ -> {};

  @Override
  public void begin(boolean textOnly, Consumer<Ending> refused) {
    asked.add(textOnly ? "begin chat" : "begin");
    this.refused = refused;
  }

  void refuse(Ending ending) {
    refused.accept(ending);
  }

  @Override
  public void leave() {
    asked.add("leave");
  }
}
