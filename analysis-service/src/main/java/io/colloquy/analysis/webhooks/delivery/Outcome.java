package io.colloquy.analysis.webhooks.delivery;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What came of one attempt. */
public sealed interface Outcome {

  /** The only status that means that the receiver has it (page 035). */
  int OK = 200;

  /** The receiver wants nothing more, ever. */
  int GONE = 410;

  /**
   * The receiver answered.
   *
   * @param rest for how long it wants to be left alone, if it says so
   */
  record Answered(int status, Optional<Duration> rest) implements Outcome {
    @Override
    public String label() {
      return status == OK ? "delivered" : "status";
    }
  }

  /** It did not, and may or may not have got the event. */
  record Unanswered(Reason reason) implements Outcome {
    @Override
    public String label() {
      return reason.label();
    }
  }

  /** Nothing was sent, and the receiver has no part in that. */
  record Unsent(Fault fault) implements Outcome {
    @Override
    public String label() {
      return fault.label();
    }
  }

  /** Why there is no answer. */
  enum Reason {
    /** It took too long to connect, to answer, or to take the body. */
    TIMEOUT,
    UNREACHABLE,
    /** Its certificate is not trusted, has expired, or is somebody else's. */
    UNTRUSTED,
    /** The operator does not allow connections to where its name points. */
    FORBIDDEN,
    /** It closed the connection. */
    BROKEN_OFF;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Why nothing was sent. */
  enum Fault {
    /** What was to be sent is not there any more. */
    CONTENT_GONE,
    /** An instance died while it brought this, which may be brought only once. */
    PERHAPS_SENT,
    /** The recording or the secret could not be read. */
    INTERNAL;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A word for logs and meters. */
  String label();

  default boolean isDelivered() {
    return this instanceof Answered(int status, _) && status == OK;
  }

  default Optional<Integer> code() {
    return this instanceof Answered(int status, _) ? Optional.of(status) : Optional.empty();
  }
}
