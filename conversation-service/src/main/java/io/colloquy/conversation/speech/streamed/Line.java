package io.colloquy.conversation.speech.streamed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.speech.SpeechUnavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a service. What is sent waits in a queue, first for the connection and then for
 * the message before it, so that no caller ever waits. A line that failed once stays failed.
 */
final class Line implements WebSocket.Listener {

  /** Of sound that the service does not take: 30 s, and what base64 makes of it. */
  private static final long LONGEST_QUEUE = 1_300_000;

  private static final int LONGEST_MESSAGE = 1 << 20;
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final Dialect dialect;
  private final Clock clock;
  private final StringBuilder message = new StringBuilder();

  private CompletableFuture<WebSocket> sending = new CompletableFuture<>();
  private Optional<WebSocket> socket = Optional.empty();
  private Account account;
  private long queued;
  private Optional<SpeechUnavailable> failure = Optional.empty();

  private Line(Dialect dialect, Clock clock, Account account) {
    this.dialect = dialect;
    this.clock = clock;
    this.account = account;
  }

  static Line open(
      HttpClient client, Dialect dialect, Duration patience, Clock clock, Account first) {
    Line line = new Line(dialect, clock, first);
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(patience);
    dialect.headers().forEach(builder::header);
    line.connect(builder, dialect.address());
    return line;
  }

  private synchronized void connect(WebSocket.Builder builder, URI address) {
    sending = builder.buildAsync(address, this).whenComplete((open, cause) -> connected(cause));
  }

  /** What was hung up while it was being connected is closed now. */
  private synchronized void connected(Throwable cause) {
    noteFailure(cause);
    failure.ifPresent(reason -> socket.ifPresent(WebSocket::abort));
  }

  /** From now on, what comes in is about this utterance. */
  synchronized void turnTo(Account next) {
    account = next;
  }

  synchronized void send(Outgoing outgoing) {
    if (failure.isPresent()) {
      return;
    }
    queued += outgoing.size();
    if (queued > LONGEST_QUEUE) {
      fail("does not take the sound as fast as it comes");
      return;
    }
    sending =
        sending
            .thenCompose(
                open ->
                    switch (outgoing) {
                      case Outgoing.Text(String text) -> open.sendText(text, true);
                      case Outgoing.Bytes(byte[] bytes) ->
                          open.sendBinary(ByteBuffer.wrap(bytes), true);
                    })
            .whenComplete((open, cause) -> sent(outgoing, cause));
  }

  private synchronized void sent(Outgoing outgoing, Throwable cause) {
    queued -= outgoing.size();
    noteFailure(cause);
  }

  /** Why nothing can be sent or expected any more. */
  synchronized Optional<SpeechUnavailable> failure() {
    return failure;
  }

  /** Says farewell, and closes the connection even if the service does not. */
  synchronized void hangUp() {
    dialect.farewell().ifPresent(this::send);
    var _ = sending.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    end("is not needed any more");
    CompletableFuture.delayedExecutor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::abort);
  }

  /** Closes the connection at once. */
  synchronized void abort() {
    end("is not needed any more");
    socket.ifPresent(WebSocket::abort);
  }

  // What comes in, on the client's threads

  @Override
  public synchronized void onOpen(WebSocket opened) {
    socket = Optional.of(opened);
    opened.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    message.append(data);
    if (message.length() > LONGEST_MESSAGE) {
      fail("sends a message that is too long");
      return null;
    }
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      read(whole);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    fail("sends what is not in its protocol");
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    fail("closed the connection (" + status + ")");
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    noteFailure(error);
  }

  private synchronized void read(String text) {
    JsonNode node;
    try {
      node = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException garbage) {
      fail("sends what is not JSON");
      return;
    }
    if (!node.isObject()) {
      fail("sends what is not in its protocol");
      return;
    }
    for (Said said : dialect.read(node)) {
      if (said instanceof Said.Refused(String reason)) {
        fail(reason);
      } else {
        account.add(said, clock.instant());
      }
    }
  }

  private void noteFailure(Throwable cause) {
    if (cause == null) {
      return;
    }
    Throwable root =
        cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
    fail(
        switch (root) {
          case WebSocketHandshakeException refused ->
              "refuses the connection with status " + refused.getResponse().statusCode();
          case HttpTimeoutException late -> "does not accept the connection in time";
          default -> "cannot be reached, or the connection broke (" + kind(root) + ")";
        });
  }

  /** The message of the exception may hold the address with its keywords; its kind does not. */
  private static String kind(Throwable root) {
    return root.getClass().getSimpleName();
  }

  private synchronized void fail(String reason) {
    end(reason);
    abort();
  }

  private void end(String reason) {
    if (failure.isEmpty()) {
      SpeechUnavailable unavailable = new SpeechUnavailable(dialect.name() + " " + reason);
      failure = Optional.of(unavailable);
      account.end().completeExceptionally(unavailable);
    }
  }
}
