package io.colloquy.gateway.socket;

import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.gateway.GatewayMeters;
import io.colloquy.gateway.access.HeldConversations;
import io.colloquy.gateway.call.Call;
import io.colloquy.gateway.edge.Edge;
import io.colloquy.gateway.session.Ending;
import io.colloquy.gateway.session.Session;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPingMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * {@code GET /v1/convai/conversation}: joins the sockets of the framework to calls. Every method
 * runs on its connection's event loop and returns at once.
 */
@NonBlocking
@WebSocket(path = ConversationSocket.PATH)
public class ConversationSocket {

  public static final String PATH = "/v1/convai/conversation";

  private static final Logger LOG = Logger.getLogger(ConversationSocket.class);
  private static final UserData.TypedKey<Call> CALL = new UserData.TypedKey<>("call");

  private final Vertx vertx;
  private final Edge edge;
  private final GatewayMeters meters;
  private final CallSettings settings;
  private final HeldConversations conversations;

  ConversationSocket(
      Vertx vertx,
      Edge edge,
      GatewayMeters meters,
      CallSettings settings,
      HeldConversations conversations) {
    this.vertx = vertx;
    this.edge = edge;
    this.meters = meters;
    this.settings = settings;
    this.conversations = conversations;
  }

  @OnOpen
  @NonBlocking
  void opened(WebSocketConnection socket) {
    var line = new SocketLine(socket, socket.userData().get(Reception.CONNECTION));
    switch (socket.userData().get(Reception.ADMISSION)) {
      case Admission.Refused(var ending) -> refuse(line, ending);
      case Admission.Admitted admitted -> enter(socket, line, admitted);
    }
  }

  /** What was there at the handshake may have gone since. */
  private void enter(WebSocketConnection socket, SocketLine line, Admission.Admitted admitted) {
    var address = edge.address();
    if (address.isPresent() && admitted.place().claim()) {
      begin(socket, line, admitted, address.get());
    } else {
      admitted.place().leave();
      refuse(line, Ending.NOT_READY);
    }
  }

  private void refuse(SocketLine line, Ending ending) {
    meters.closing(ending);
    line.close(ending);
  }

  private void begin(
      WebSocketConnection socket,
      SocketLine line,
      Admission.Admitted admitted,
      EdgeAddress address) {
    var caller = admitted.caller();
    var session = new Session(admitted.conversationId(), caller, settings.timing());
    conversations.remember(session.conversationId(), caller.workspace());
    Context loop = Vertx.currentContext();
    var call =
        new Call(
            session,
            address,
            settings.limits(),
            new Call.Surroundings(
                line,
                edge.owners(),
                admitted.place(),
                new LoopScheduler(vertx),
                task -> loop.runOnContext(_ -> task.run()),
                meters,
                edge.recordings()::take),
            () -> edge.calls().remove(session.conversationId()));
    socket.userData().put(CALL, call);
    Violations.watch(socket.userData().get(Reception.CONNECTION), call::violated);
    edge.calls().add(call);
    call.begin();
  }

  @OnTextMessage
  @NonBlocking
  void text(WebSocketConnection socket, String frame) {
    withCall(socket, call -> call.received(frame));
  }

  @OnBinaryMessage
  @NonBlocking
  void binary(WebSocketConnection socket, Buffer frame) {
    withCall(socket, call -> call.signOfLife("binary_frame"));
  }

  @OnPingMessage
  @NonBlocking
  void ping(WebSocketConnection socket, Buffer frame) {
    withCall(socket, call -> call.signOfLife("protocol_ping"));
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection socket) {
    var reason = "client disconnected" + code(socket.closeReason());
    withCall(socket, call -> call.hungUp(reason));
  }

  private static String code(CloseReason reason) {
    return switch (reason.getCode()) {
      // Stand for no close frame, or one without a code.
      case 1005, 1006 -> "";
      default -> " with code " + reason.getCode();
    };
  }

  /** The framework reports a message that grew too big over several frames in this way only. */
  @OnError
  @NonBlocking
  void failed(WebSocketConnection socket, Throwable failure) {
    if (failure instanceof IllegalStateException) {
      withCall(socket, call -> call.violated(Ending.OVERSIZED));
    } else {
      LOG.debugf("socket failed: %s", failure.toString());
      withCall(socket, call -> call.hungUp("socket failed"));
    }
  }

  private static void withCall(WebSocketConnection socket, Consumer<Call> action) {
    Optional.ofNullable(socket.userData().get(CALL)).ifPresent(action);
  }
}
