package io.colloquy.gateway.socket;

import io.colloquy.gateway.call.Line;
import io.colloquy.gateway.session.Ending;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jboss.logging.Logger;

/** A client's WebSocket. */
final class SocketLine implements Line {

  private static final Logger LOG = Logger.getLogger(SocketLine.class);

  private final WebSocketConnection socket;
  private final HttpConnection connection;

  SocketLine(WebSocketConnection socket, HttpConnection connection) {
    this.socket = socket;
    this.connection = connection;
  }

  @Override
  public void send(String frame, Runnable taken) {
    socket
        .sendText(frame)
        .subscribe()
        .with(
            _ -> taken.run(),
            failure -> LOG.debugf("a frame was not sent: %s", failure.toString()));
  }

  @Override
  public void close(Ending ending) {
    if (socket.isOpen()) {
      socket
          .close(new CloseReason(ending.code(), ending.reason()))
          .subscribe()
          .with(_ -> {}, failure -> LOG.debugf("not closed: %s", failure.toString()));
    }
  }

  /** A close frame would wait behind what the client does not read, so the channel itself goes. */
  @Override
  public void cut() {
    if (connection instanceof ConnectionBase raw) {
      var _ = raw.channel().close();
    } else {
      var _ = connection.close();
    }
  }
}
