package io.colloquy.llm.model;

import java.util.Optional;

/**
 * Which provider serves which model id.
 *
 * <p>Without a real provider the builtin model serves every id. With one, it serves all but {@code
 * builtin}; and, where that is wanted, {@code builtin} too, so that a key alone makes a real agent
 * of the demo.
 */
public final class Models {

  public static final String BUILTIN = "builtin";

  private final LanguageModel builtin;
  private final Optional<LanguageModel> real;
  private final boolean builtinReplacedByReal;

  public Models(
      LanguageModel builtin, Optional<LanguageModel> real, boolean builtinReplacedByReal) {
    this.builtin = builtin;
    this.real = real;
    this.builtinReplacedByReal = builtinReplacedByReal;
  }

  public LanguageModel serving(String modelId) {
    return real.filter(_ -> builtinReplacedByReal || !modelId.equals(BUILTIN)).orElse(builtin);
  }
}
