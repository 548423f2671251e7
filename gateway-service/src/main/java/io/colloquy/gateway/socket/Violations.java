package io.colloquy.gateway.socket;

import io.colloquy.gateway.session.Ending;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.function.Consumer;

/**
 * Hears of frames that break the WebSocket protocol. The framework drops such a connection without
 * a word, and its client would see code 1006; with this, it is closed with a code and a reason.
 */
final class Violations extends ChannelInboundHandlerAdapter {

  /** The framework's own last handler, which drops the connection. */
  private static final String LAST = "handler";

  private final Consumer<Ending> violated;

  private Violations(Consumer<Ending> violated) {
    this.violated = violated;
  }

  /**
   * @param violated told on the connection's event loop
   */
  static void watch(HttpConnection connection, Consumer<Ending> violated) {
    if (connection instanceof ConnectionBase raw && raw.channel().pipeline().get(LAST) != null) {
      raw.channel().pipeline().addBefore(LAST, "violations", new Violations(violated));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException violation) {
      violated.accept(
          violation.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)
              ? Ending.OVERSIZED
              : Ending.BROKEN_FRAME);
    } else {
      context.fireExceptionCaught(cause);
    }
  }
}
