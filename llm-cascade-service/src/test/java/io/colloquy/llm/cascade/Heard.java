package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.llm.model.ModelFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came out of a cascade. */
final class Heard implements CascadeListener {

  final StringBuilder text = new StringBuilder();
  final List<ToolCall> calls = new ArrayList<>();
  Optional<Account> account = Optional.empty();
  Optional<ModelFailure> failure = Optional.empty();
  private int ends;

  @Override
  public void text(String words) {
    assertOpen();
    text.append(words);
  }

  @Override
  public void call(ToolCall call) {
    assertOpen();
    calls.add(call);
  }

  @Override
  public void finished(Account taken) {
    assertOpen();
    ends++;
    account = Optional.of(taken);
  }

  @Override
  public void failed(ModelFailure why, Account taken) {
    finished(taken);
    failure = Optional.of(why);
  }

  boolean isOver() {
    return ends == 1;
  }

  boolean isAnswered() {
    return isOver() && failure.isEmpty();
  }

  private void assertOpen() {
    if (ends > 0) {
      throw new AssertionError("something came after the end");
    }
  }
}
