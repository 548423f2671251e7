package io.colloquy.conversation.mcp.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** A session with one server, from introduction to leave. Not for several threads at once. */
public final class OpenSession implements AutoCloseable {

  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final Http http;
  private final Wire wire;
  private final Session session;
  private final Function<Duration, Deadline> deadlines;

  OpenSession(Http http, Wire wire, Function<Duration, Deadline> deadlines) {
    this.http = http;
    this.wire = wire;
    this.session = new Session(wire);
    this.deadlines = deadlines;
  }

  void begin() {
    session.begin();
  }

  List<ObjectNode> tools(int most) {
    return session.tools(most);
  }

  /**
   * Has the server use a tool, whose answer comes as it is.
   *
   * @param meta goes along as {@code _meta} where it is not empty
   * @throws McpFailure if there is no answer
   */
  public ObjectNode call(String tool, ObjectNode arguments, ObjectNode meta, Duration time) {
    http.until(deadlines.apply(time));
    return session.call(tool, arguments, meta);
  }

  /** False if the server has ended it, as far as that is known. */
  public boolean isOpen() {
    return wire.isOpen();
  }

  @Override
  public void close() {
    http.until(deadlines.apply(LEAVE));
    wire.close();
  }
}
