package io.colloquy.llm.model;

/**
 * Why a model did not answer to the end.
 *
 * @param message fit for a log: holds no key, no prompt and no stack trace
 */
public record ModelFailure(Kind kind, String message) {

  public enum Kind {
    TIMEOUT("llm_timeout"),
    ERROR("llm_error");

    private final String errorType;

    Kind(String errorType) {
      this.errorType = errorType;
    }

    /** The name that clients know. */
    public String errorType() {
      return errorType;
    }
  }

  public static ModelFailure timeout(String message) {
    return new ModelFailure(Kind.TIMEOUT, message);
  }

  public static ModelFailure error(String message) {
    return new ModelFailure(Kind.ERROR, message);
  }
}
