package io.colloquy.conversation.mcp;

import io.colloquy.conversation.mcp.client.Endpoint;
import io.colloquy.conversation.mcp.client.McpClient;
import io.colloquy.conversation.mcp.client.McpFailure;
import io.colloquy.conversation.mcp.client.OpenSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The sessions of conversations with servers. A conversation keeps its session, since servers
 * remember in it what was done, and no other conversation gets it. Of uses at once each has a
 * session. One that nobody has used for a while ends. Safe for many threads, which block.
 */
final class McpSessions {

  private final McpClient client;
  private final InstantSource clock;
  private final Duration idleTime;
  private final List<Idle> idle = new ArrayList<>();

  private record Key(String conversationId, Endpoint endpoint) {}

  private record Idle(Key key, OpenSession session, Instant since) {}

  McpSessions(McpClient client, InstantSource clock, Duration idleTime) {
    this.client = client;
    this.clock = clock;
    this.idleTime = idleTime;
  }

  /**
   * Does something in a session. If the server has forgotten the session, which it says before it
   * does anything, the same is done once more in a new one.
   *
   * @param work given a session and the time that is left
   * @throws McpFailure if it failed
   */
  <T> T with(
      String conversationId,
      Endpoint endpoint,
      Duration time,
      BiFunction<OpenSession, Duration, T> work) {
    var end = clock.instant().plus(time);
    var key = new Key(conversationId, endpoint);
    var kept = take(key);
    if (kept.isPresent()) {
      try {
        return in(kept.get(), key, end, work);
      } catch (McpFailure failure) {
        if (!failure.isSessionGone()) {
          throw failure;
        }
      }
    }
    return in(client.open(endpoint, left(end)), key, end, work);
  }

  private <T> T in(
      OpenSession session, Key key, Instant end, BiFunction<OpenSession, Duration, T> work) {
    boolean isFine = false;
    try {
      var result = work.apply(session, left(end));
      isFine = true;
      return result;
    } finally {
      if (isFine) {
        keep(key, session);
      } else {
        session.close();
      }
    }
  }

  private Duration left(Instant end) {
    var left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private synchronized Optional<OpenSession> take(Key key) {
    for (int i = idle.size() - 1; i >= 0; i--) {
      if (idle.get(i).key().equals(key) && idle.get(i).session().isOpen()) {
        return Optional.of(idle.remove(i).session());
      }
    }
    return Optional.empty();
  }

  private synchronized void keep(Key key, OpenSession session) {
    idle.add(new Idle(key, session, clock.instant()));
  }

  /** Ends those that nobody has used for a while. */
  void sweep() {
    var end = clock.instant().minus(idleTime);
    taken(end).forEach(OpenSession::close);
  }

  private synchronized Collection<OpenSession> taken(Instant end) {
    var old =
        idle.stream().filter(it -> !it.since().isAfter(end) || !it.session().isOpen()).toList();
    idle.removeAll(old);
    return old.stream().map(Idle::session).toList();
  }

  synchronized int count() {
    return idle.size();
  }

  void close() {
    taken(Instant.MAX).forEach(OpenSession::close);
  }
}
