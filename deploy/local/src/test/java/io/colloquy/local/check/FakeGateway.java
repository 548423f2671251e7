package io.colloquy.local.check;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A gateway with one agent that does what the test says. */
final class FakeGateway implements AutoCloseable {

  static final byte[] GREETING = sound(3_200);

  /** What it leaves out. */
  enum Fault {
    NONE,
    NO_METADATA,
    NO_GREETING,
    NO_ANSWER,
    NO_SOUND,
    DEAF,
    OTHER_FORMAT,
    CLOSES
  }

  private static final int SILENCE_THAT_ENDS_A_TURN = 16_000;

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final Fault fault;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final ByteArrayOutputStream microphone = new ByteArrayOutputStream();
  private boolean answered;

  FakeGateway(Fault fault) {
    this.fault = fault;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("convai"))
            .webSocketHandler(this::accept)
            .requestHandler(this::serve)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Method, path and key of each request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** All that was spoken into the line, silence included. */
  synchronized byte[] microphone() {
    return microphone.toByteArray();
  }

  private void serve(HttpServerRequest request) {
    requests.add(request.method() + " " + request.path() + " " + request.getHeader("xi-api-key"));
    switch (request.method() + " " + request.path()) {
      case "POST /v1/convai/agents/create" ->
          request.response().end("{\"agent_id\":\"agent_new\"}");
      case "GET /v1/convai/agents/agent_old", "DELETE /v1/convai/conversations/conv_1" ->
          request.response().end("{}");
      case "GET /v1/convai/conversations/conv_1" -> request.response().end("{\"status\":\"done\"}");
      case "GET /v1/convai/agents/agent_broken" -> request.response().setStatusCode(500).end();
      default -> request.response().setStatusCode(404).end();
    }
  }

  private void accept(ServerWebSocket socket) {
    socket.textMessageHandler(text -> hear(socket, new JsonObject(text)));
  }

  private synchronized void hear(ServerWebSocket socket, JsonObject message) {
    if (message.containsKey("user_audio_chunk")) {
      listen(socket, Base64.getDecoder().decode(message.getString("user_audio_chunk")));
    } else if (message.getString("type").equals("conversation_initiation_client_data")) {
      open(socket);
    } else if (message.getString("type").equals("user_message") && fault != Fault.NO_ANSWER) {
      say(socket, 2, "We are open from nine to six.");
    }
  }

  private void open(ServerWebSocket socket) {
    if (fault == Fault.NO_METADATA) {
      return;
    }
    if (fault == Fault.CLOSES) {
      socket.close((short) 1008, "no such agent");
      return;
    }
    var format = fault == Fault.OTHER_FORMAT ? "ulaw_8000" : "pcm_16000";
    send(
        socket,
        "conversation_initiation_metadata",
        "conversation_initiation_metadata_event",
        new JsonObject()
            .put("conversation_id", "conv_1")
            .put("agent_output_audio_format", format)
            .put("user_input_audio_format", format));
    send(socket, "ping", "ping_event", new JsonObject().put("event_id", 1));
    if (fault != Fault.NO_GREETING) {
      say(socket, 1, "Hello.");
    }
  }

  /** Answers once, when the greeting was played back to it and silence followed. */
  private void listen(ServerWebSocket socket, byte[] samples) {
    microphone.writeBytes(samples);
    if (!answered && fault != Fault.DEAF && turnIsOver(microphone.toByteArray())) {
      answered = true;
      send(
          socket,
          "user_transcript",
          "user_transcription_event",
          new JsonObject().put("user_transcript", "hello").put("event_id", 2));
      say(socket, 2, "Good day to you.");
    }
  }

  private static boolean turnIsOver(byte[] heard) {
    int last = heard.length - 1;
    while (last >= 0 && heard[last] == 0) {
      last--;
    }
    return last >= 0 && heard.length - 1 - last >= SILENCE_THAT_ENDS_A_TURN;
  }

  private void say(ServerWebSocket socket, int eventId, String text) {
    if (fault != Fault.NO_SOUND) {
      send(
          socket,
          "audio",
          "audio_event",
          new JsonObject()
              .put("audio_base_64", Base64.getEncoder().encodeToString(GREETING))
              .put("event_id", eventId));
    }
    send(
        socket,
        "agent_response",
        "agent_response_event",
        new JsonObject().put("agent_response", text).put("event_id", eventId));
  }

  private static void send(ServerWebSocket socket, String type, String key, JsonObject event) {
    var _ = socket.writeTextMessage(new JsonObject().put("type", type).put(key, event).encode());
  }

  private static byte[] sound(int bytes) {
    var sound = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      sound[i] = (byte) (1 + i % 100);
    }
    return sound;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
