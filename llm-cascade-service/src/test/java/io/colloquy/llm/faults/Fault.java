package io.colloquy.llm.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.colloquy.llm.hosted.ModelServer.Reply;
import io.colloquy.llm.model.ModelFailure.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What may be wrong with a provider. */
enum Fault {
  REFUSED(Reason.UNREACHABLE),
  DNS(Reason.UNREACHABLE),
  TLS(Reason.UNREACHABLE),
  KEY_401(Reason.REFUSED_KEY),
  LIMIT_429(Reason.RATE_LIMITED),
  ERROR_500(Reason.PROVIDER_ERROR),
  HANG_BEFORE_HEADERS,
  HANG_MID_STREAM,
  TRICKLE,
  GARBAGE(Reason.MALFORMED),
  EMPTY_ANSWER,
  ERROR_INSIDE_200(Reason.BROKEN_OFF),
  CUT(Reason.BROKEN_OFF);

  private static final Duration A_BYTE_EVERY = Duration.ofSeconds(1);

  private final Optional<Reason> told;

  Fault() {
    told = Optional.empty();
  }

  Fault(Reason told) {
    this.told = Optional.of(told);
  }

  /** What the provider's client makes of it; nothing where only a time limit finds it. */
  Optional<Reason> told() {
    return told;
  }

  /** Whether it can happen at this place: some faults leave no room for a word before them. */
  boolean mayHappenAt(Position position) {
    return switch (this) {
      case REFUSED, DNS, TLS, KEY_401, LIMIT_429, ERROR_500, HANG_BEFORE_HEADERS ->
          position == Position.BEFORE_THE_FIRST_TOKEN;
      default -> true;
    };
  }

  /** Whether anything is wrong then: an answer that says no more may just be over. */
  boolean isOneAt(Position position) {
    return mayHappenAt(position)
        && !(this == EMPTY_ANSWER && position == Position.AFTER_THE_FIRST_SENTENCE);
  }

  void play(Dialect dialect, Position position, Reply reply) throws IOException {
    switch (this) {
      case REFUSED, DNS, TLS -> reply.cut();
      case KEY_401 -> reply.error(401, "{\"error\":{\"message\":\"bad key\"}}");
      case LIMIT_429 -> reply.raw("HTTP/1.1 429 No\r\nRetry-After: 2\r\nContent-Length: 0\r\n\r\n");
      case ERROR_500 -> reply.error(500, "{\"error\":{\"message\":\"on fire\"}}");
      case HANG_BEFORE_HEADERS -> reply.stall();
      case HANG_MID_STREAM -> position.play(dialect, reply).stall();
      case TRICKLE -> trickle(position.play(dialect, reply));
      case GARBAGE -> position.play(dialect, reply).event("{\"half\":").end();
      case EMPTY_ANSWER -> dialect.finish(position.play(dialect, reply));
      case ERROR_INSIDE_200 ->
          position
              .play(dialect, reply)
              .event("error", "{\"type\":\"error\",\"error\":{\"message\":\"on fire\"}}")
              .end();
      case CUT -> position.play(dialect, reply).end();
    }
  }

  /** Bytes that never make an event, as long as somebody reads them. */
  private static void trickle(Reply reply) throws IOException {
    for (var letter : "data: {\"never\":\"whole".split("")) {
      reply.bytes(letter.getBytes(UTF_8));
      if (!reply.pause(A_BYTE_EVERY)) {
        return;
      }
    }
  }
}
