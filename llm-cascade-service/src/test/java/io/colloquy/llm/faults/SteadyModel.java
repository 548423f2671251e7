package io.colloquy.llm.faults;

import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.model.AnswerGate;
import io.colloquy.llm.model.AnswerListener;
import io.colloquy.llm.model.Answering;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.Question;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.timing.Timers;
import java.time.Duration;
import java.util.Optional;

/**
 * A model that takes its time, in virtual time, and has one fault for its first answers. It always
 * begins its answer at the beginning, even when it is told what was said.
 */
final class SteadyModel implements LanguageModel {

  static final String REST = "From nine to five.";
  static final ToolCall CALL = new ToolCall("call_1", "find_parcel", "{\"number\":7}");

  private static final Duration CONNECTS = Duration.ofMillis(50);
  private static final Duration THINKS = Duration.ofMillis(300);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration TRICKLE = Duration.ofSeconds(1);

  private final Timers timers;
  private final Fault fault;
  private final Position position;
  private final int faulty;
  private int asked;

  /**
   * @param faulty so many answers have the fault
   */
  SteadyModel(Timers timers, Fault fault, Position position, int faulty) {
    this.timers = timers;
    this.fault = fault;
    this.position = position;
    this.faulty = faulty;
  }

  @Override
  public String provider() {
    return "steady" + faulty;
  }

  @Override
  public boolean keepsToSchemas() {
    return false;
  }

  @Override
  public Answering answer(Question question, AnswerListener listener) {
    var gate = new AnswerGate(listener);
    if (asked++ < faulty) {
      misbehave(gate);
    } else {
      var _ = timers.after(THINKS, () -> behave(gate));
    }
    return gate::close;
  }

  private void behave(AnswerGate gate) {
    if (position == Position.DURING_A_TOOL_CALL) {
      gate.callGrows();
      gate.call(CALL);
    } else {
      gate.text(Position.SENTENCE);
      gate.text(REST);
    }
    end(gate);
  }

  private void misbehave(AnswerGate gate) {
    switch (fault) {
      case REFUSED, DNS, TLS, KEY_401, LIMIT_429, ERROR_500 -> {
        var _ = timers.after(CONNECTS, () -> fail(gate));
      }
      case HANG_BEFORE_HEADERS -> {}
      case HANG_MID_STREAM -> {
        var _ = timers.after(THINKS, () -> begin(gate));
      }
      case TRICKLE -> {
        var _ = timers.after(THINKS, () -> trickle(gate));
      }
      case GARBAGE, ERROR_INSIDE_200, CUT -> {
        var _ = timers.after(THINKS, () -> begin(gate));
        var _ = timers.after(THINKS.plus(CONNECTS), () -> fail(gate));
      }
      case EMPTY_ANSWER -> {
        var _ = timers.after(THINKS, () -> begin(gate));
        var _ = timers.after(THINKS.plus(CONNECTS), () -> end(gate));
      }
    }
  }

  private void begin(AnswerGate gate) {
    switch (position) {
      case BEFORE_THE_FIRST_TOKEN -> {}
      case AFTER_THE_FIRST_SENTENCE -> gate.text(Position.SENTENCE);
      case DURING_A_TOOL_CALL -> gate.callGrows();
    }
  }

  private void trickle(AnswerGate gate) {
    begin(gate);
    drop(gate);
  }

  private void drop(AnswerGate gate) {
    if (gate.isOpen()) {
      if (position == Position.AFTER_THE_FIRST_SENTENCE) {
        gate.text("x");
      }
      var _ = timers.after(TRICKLE, () -> drop(gate));
    }
  }

  private void fail(AnswerGate gate) {
    gate.failed(
        new ModelFailure(fault.told().orElseThrow(), "as scripted")
            .retryAfter(fault == Fault.LIMIT_429 ? Optional.of(RETRY_AFTER) : Optional.empty()));
  }

  private static void end(AnswerGate gate) {
    gate.finished(new Usage("m", 1, 1));
  }
}
