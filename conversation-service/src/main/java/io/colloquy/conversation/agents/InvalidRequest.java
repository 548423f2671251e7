package io.colloquy.conversation.agents;

import java.util.List;

/** A request that changed nothing because something in it is wrong. */
final class InvalidRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Flaw> flaws;

  InvalidRequest(List<Flaw> flaws) {
    super(flaws.size() + " flaws");
    this.flaws = List.copyOf(flaws);
  }

  InvalidRequest(Flaw flaw) {
    this(List.of(flaw));
  }

  List<Flaw> flaws() {
    return flaws;
  }
}
