package io.colloquy.llm.cascade;

import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.places.Places;
import io.colloquy.llm.timing.Timers;
import java.time.Clock;

/** Starts answers. */
public final class Cascades {

  /** An answer on its way. */
  public interface Running extends Answering {

    /** What was asked and used until now. */
    Account account();
  }

  private final Cascade.Surroundings around;

  /**
   * @param places at the providers
   */
  public Cascades(Timers timers, Clock clock, Places places) {
    this.around = new Cascade.Surroundings(timers, clock, places);
  }

  /** Starts an answer and returns at once; the listener may be called before. */
  public Running answer(Plan plan, Question question, Patience patience, CascadeListener listener) {
    var cascade = new Cascade(question, plan, patience, listener, around);
    cascade.start();
    return cascade;
  }
}
