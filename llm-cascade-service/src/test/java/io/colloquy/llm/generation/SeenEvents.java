package io.colloquy.llm.generation;

import java.util.ArrayList;
import java.util.List;

/** Writes down what the meters would count. */
public final class SeenEvents implements Observer {

  public final List<Over> over = new ArrayList<>();

  @Override
  public void over(Over generation) {
    over.add(generation);
  }
}
