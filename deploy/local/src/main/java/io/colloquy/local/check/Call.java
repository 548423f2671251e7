package io.colloquy.local.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One conversation over the public WebSocket. Sending is safe from any thread; {@link #listen} is
 * for one thread.
 */
final class Call implements AutoCloseable {

  /** The server ended the call, or the connection broke. */
  static final class Lost extends Exception {
    private static final long serialVersionUID = 1L;

    Lost(String message) {
      super(message);
    }
  }

  private sealed interface Signal {
    record Message(JsonNode body) implements Signal {}

    record Gone(String why) implements Signal {}
  }

  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private final BlockingQueue<Signal> incoming = new LinkedBlockingQueue<>();
  private final Heard heard = new Heard();
  private final WebSocket socket;
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

  private Call(WebSocket.Builder builder, java.net.URI address) {
    this.socket =
        builder
            .subprotocols("convai")
            .buildAsync(address, new Ear(incoming))
            .orTimeout(CONNECT_PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  /**
   * Connects and introduces itself as a client does.
   *
   * @throws java.util.concurrent.CompletionException if the handshake fails
   */
  static Call open(Api api, String agentId, Map<String, ?> override) {
    var call = new Call(api.socket(), api.conversation(agentId));
    call.send(
        Map.of(
            "type",
            "conversation_initiation_client_data",
            "conversation_config_override",
            override,
            "user_id",
            "colloquy-self-check"));
    return call;
  }

  void type(String text) {
    send(Map.of("type", "user_message", "text", text));
  }

  void speak(byte[] samples) {
    send(Map.of("user_audio_chunk", Base64.getEncoder().encodeToString(samples)));
  }

  private synchronized void send(Map<String, ?> message) {
    var text = Json.text(message);
    // The socket takes one message at a time. A broken socket shows on the listening side.
    sent = sent.exceptionally(failed -> null).thenCompose(ok -> socket.sendText(text, true));
  }

  /**
   * Listens until enough was heard.
   *
   * @return false if the patience ends first
   * @throws Lost if the call ends first
   */
  boolean listen(Duration patience, Predicate<Heard> enough) throws Lost, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!enough.test(heard)) {
      var signal = incoming.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      switch (signal) {
        case null -> {
          return false;
        }
        case Signal.Message(var body) -> take(body);
        case Signal.Gone(var why) -> throw new Lost(why);
      }
    }
    return true;
  }

  private void take(JsonNode message) {
    switch (message.path("type").asText()) {
      case "conversation_initiation_metadata" -> {
        var event = message.path("conversation_initiation_metadata_event");
        heard.started(
            event.path("conversation_id").asText(),
            event.path("agent_output_audio_format").asText(),
            event.path("user_input_audio_format").asText("pcm_16000"));
      }
      case "agent_response" -> {
        var event = message.path("agent_response_event");
        heard.answer(event.path("event_id").asInt(), event.path("agent_response").asText());
      }
      case "user_transcript" ->
          heard.transcript(
              message.path("user_transcription_event").path("user_transcript").asText());
      case "audio" -> {
        var event = message.path("audio_event");
        heard.audio(
            event.path("event_id").asInt(),
            Base64.getDecoder().decode(event.path("audio_base_64").asText()));
      }
      case "ping" ->
          send(Map.of("type", "pong", "event_id", message.path("ping_event").path("event_id")));
      default -> {
        // of no interest here
      }
    }
  }

  Heard heard() {
    return heard;
  }

  @Override
  public void close() {
    var _ =
        socket
            .sendClose(WebSocket.NORMAL_CLOSURE, "self-check done")
            .orTimeout(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((done, failure) -> socket.abort());
  }

  /** Puts whole messages into a queue. */
  private static final class Ear implements WebSocket.Listener {

    private final BlockingQueue<Signal> incoming;
    private final StringBuilder pieces = new StringBuilder();

    Ear(BlockingQueue<Signal> incoming) {
      this.incoming = incoming;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      pieces.append(data);
      if (last) {
        incoming.add(read(pieces.toString()));
        pieces.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private static Signal read(String text) {
      try {
        return new Signal.Message(Json.read(text, JsonNode.class));
      } catch (Packet.MalformedPacket e) {
        return new Signal.Gone("the server sent something that is not JSON");
      }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      incoming.add(new Signal.Gone("the server closed with " + code + " " + reason));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      incoming.add(new Signal.Gone("the connection broke: " + error.getMessage()));
    }
  }
}
