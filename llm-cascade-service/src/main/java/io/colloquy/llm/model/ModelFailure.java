package io.colloquy.llm.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a model did not answer to the end.
 *
 * @param reason what went wrong, for whoever decides what to try next
 * @param message fit for a log: holds no key, no prompt and no stack trace
 * @param retryAfter when the provider is willing to be asked again, if it said so
 */
public record ModelFailure(
    Kind kind, Reason reason, String message, Optional<Duration> retryAfter) {

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

  /** What went wrong. */
  public enum Reason {
    /** The provider does not know the key, or does not let it do this. */
    REFUSED_KEY,
    /** The provider is asked too much, by us or by all. */
    RATE_LIMITED,
    /** The provider cannot make sense of this request and never will. */
    REFUSED_REQUEST,
    /** The provider says that it is in trouble itself. */
    PROVIDER_ERROR,
    /** No connection, no name for the address, or no agreement on TLS. */
    UNREACHABLE,
    /** The answer ended before its end, or an error came in its middle. */
    BROKEN_OFF,
    /** What came is no answer of the protocol, or a tool call that is none. */
    MALFORMED,
    /** The model, or a filter behind it, will not answer this. */
    WITHHELD,
    /** The answer is over, and it holds neither a word nor a call. */
    EMPTY,
    /** Nothing came for too long. */
    TIMEOUT,
    /** The failure is ours: the model was not asked, or the service stops. */
    NOT_ASKED;

    /** As explanations, meters and traces name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A failure of which the provider did not say when to ask again. */
  public ModelFailure(Reason reason, String message) {
    this(reason == Reason.TIMEOUT ? Kind.TIMEOUT : Kind.ERROR, reason, message, Optional.empty());
  }

  public static ModelFailure timeout(String message) {
    return new ModelFailure(Reason.TIMEOUT, message);
  }

  public static ModelFailure error(String message) {
    return new ModelFailure(Reason.NOT_ASKED, message);
  }

  public static ModelFailure empty(String message) {
    return new ModelFailure(Reason.EMPTY, message);
  }

  /** The same failure in other words. */
  public ModelFailure as(String other) {
    return new ModelFailure(kind, reason, other, retryAfter);
  }

  /** The same failure, and when the provider is willing to be asked again. */
  public ModelFailure retryAfter(Optional<Duration> delay) {
    return new ModelFailure(kind, reason, message, delay);
  }
}
