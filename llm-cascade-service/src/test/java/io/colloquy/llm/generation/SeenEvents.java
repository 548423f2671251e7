package io.colloquy.llm.generation;

import io.colloquy.llm.model.Usage;
import java.util.ArrayList;
import java.util.List;

/** Writes down what the meters would count. */
public final class SeenEvents implements Observer {

  public final List<String> events = new ArrayList<>();

  @Override
  public void firstSign(String provider, long milliseconds) {
    events.add(provider + " first sign " + milliseconds);
  }

  @Override
  public void finished(String provider, Usage usage) {
    events.add(provider + " finished " + usage.inputTokens() + "/" + usage.outputTokens());
  }

  @Override
  public void failed(String provider, String errorType) {
    events.add(provider + " " + errorType);
  }

  @Override
  public void cancelled(String provider) {
    events.add(provider + " cancelled");
  }
}
