package io.colloquy.analysis.store;

import java.util.Locale;

/** What became of an event. */
public enum Outcome {
  /** It told something new, which is stored now. */
  KEPT,
  /** It told what was known already. */
  KNOWN,
  /** Its conversation has been deleted, or its words have; nothing was stored. */
  FORGOTTEN;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
