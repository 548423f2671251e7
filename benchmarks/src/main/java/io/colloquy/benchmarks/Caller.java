package io.colloquy.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One caller with a microphone in real time: a frame every 32 ms, with speech or with silence.
 *
 * <p>One thread speaks; the socket's own thread listens.
 */
final class Caller implements WebSocket.Listener, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long FRAME_NANOS = TimeUnit.MILLISECONDS.toNanos(Recording.FRAME_MS);
  private static final byte[] SILENCE = Recording.silentFrame();

  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder message = new StringBuilder();
  private final Queue<Integer> unansweredPings = new ConcurrentLinkedQueue<>();
  private volatile CompletableFuture<Long> answerAt = new CompletableFuture<>();
  private WebSocket socket;
  private long nextFrameAt;

  private Caller() {}

  /** Dials and waits until the conversation is on. */
  static Caller dial(HttpClient client, URI address) {
    var caller = new Caller();
    caller.socket =
        client
            .newWebSocketBuilder()
            .subprotocols("convai")
            .buildAsync(address, caller)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    caller.send("{\"type\":\"conversation_initiation_client_data\"}");
    caller.started.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    caller.nextFrameAt = System.nanoTime();
    return caller;
  }

  /**
   * Asks, then listens.
   *
   * @return nanoseconds from the sending of the last frame with speech to the arrival of the first
   *     audio of the answer; empty when no answer came within this time
   */
  OptionalLong ask(Recording question, Duration patience) {
    var answer = new CompletableFuture<Long>();
    answerAt = answer;
    long spokenAt = 0;
    for (byte[] frame : question.frames()) {
      awaitNextFrame();
      spokenAt = System.nanoTime();
      sendAudio(frame);
    }
    long deadline = spokenAt + patience.toNanos();
    while (!answer.isDone() && System.nanoTime() < deadline) {
      awaitNextFrame();
      sendAudio(SILENCE);
    }
    return answer.isDone() ? OptionalLong.of(answer.join() - spokenAt) : OptionalLong.empty();
  }

  /** Waits for the first sound of an agent that speaks first. */
  void awaitAudio() {
    answerAt.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Keeps the line open without a word. */
  void listen(Duration time) {
    for (long frames = time.toMillis() / Recording.FRAME_MS; frames > 0; frames--) {
      awaitNextFrame();
      sendAudio(SILENCE);
    }
  }

  private void awaitNextFrame() {
    for (long wait; (wait = nextFrameAt - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(wait);
    }
    nextFrameAt += FRAME_NANOS;
  }

  /** The socket takes one message at a time, so pings are answered between two frames. */
  private void sendAudio(byte[] frame) {
    for (Integer id; (id = unansweredPings.poll()) != null; ) {
      send(Json.text(Map.of("type", "pong", "event_id", id)));
    }
    send("{\"user_audio_chunk\":\"" + Base64.getEncoder().encodeToString(frame) + "\"}");
  }

  private void send(String text) {
    if (closed.isDone()) {
      throw new IllegalStateException("the call was closed: " + closed.join());
    }
    socket.sendText(text, true).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      long now = System.nanoTime();
      var text = message.toString();
      message.setLength(0);
      received(text, now);
    }
    from.request(1);
    return null;
  }

  private void received(String text, long now) {
    var event = Json.read(text, JsonNode.class);
    switch (event.path("type").asText()) {
      case "audio" -> answerAt.complete(now);
      case "conversation_initiation_metadata" -> started.complete(null);
      case "ping" -> unansweredPings.add(event.path("ping_event").path("event_id").asInt());
      default -> {
        // Transcripts, responses and scores: not what is measured here.
      }
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    end(failure.toString());
  }

  private void end(String why) {
    started.completeExceptionally(new IllegalStateException("closed: " + why));
    closed.complete(why);
  }

  @Override
  public void close() {
    if (!closed.isDone()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "User ended conversation").join();
    }
    socket.abort();
  }
}
