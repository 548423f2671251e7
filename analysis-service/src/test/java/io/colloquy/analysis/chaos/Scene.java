package io.colloquy.analysis.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.analysis.evaluation.FakeCascade;
import io.colloquy.analysis.evaluation.FakeCascade.Reply;
import io.colloquy.bus.Sender;
import io.colloquy.bus.TopicPlan;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.rest.Workspace;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Everything that takes part, at addresses that stay the same. */
final class Scene implements AutoCloseable {

  private static final Pattern CALL = Pattern.compile("of call (\\d+):");
  private static final String OFTEN = String.join(",", Collections.nCopies(300, "500ms"));

  final Broker kafka;
  final Database database;
  final Hook hook;
  final Service service;
  final Sender sender;
  private final FakeCascade model = new FakeCascade();

  /**
   * @param random of the receiver and the model, whose requests come in no certain order
   */
  Scene(Path folder, Random random) throws IOException {
    kafka = new Broker(folder.resolve("kafka"), freePort());
    database = new Database(folder.resolve("postgres"), freePort());
    hook = new Hook(freePort(), random);
    FakeCascade.answersWith(question -> judge(question, random));
    Map<String, String> environment = new HashMap<>(environment(folder));
    model
        .start()
        .forEach(
            (key, value) -> environment.put(key.replace('.', '_').toUpperCase(Locale.ROOT), value));
    kafka.start();
    database.start();
    hook.start();
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.server().jdbcUrl());
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.server().reactiveUrl());
    service = new Service(environment, freePort(), folder.resolve("analysis-service.log"));
    sender = Sender.durable(kafka.address());
  }

  private Map<String, String> environment(Path folder) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        kafka.address(),
        "COLLOQUY_INSTANCE",
        "0",
        "COLLOQUY_SECRETS_KEY",
        Base64.getEncoder().encodeToString(new byte[32]),
        "COLLOQUY_BLOBS_FOLDER",
        folder.resolve("blobs").toString(),
        "COLLOQUY_EGRESS_ALLOW_PRIVATE",
        "true",
        "COLLOQUY_AFTER_CALL_PAUSES",
        OFTEN,
        "COLLOQUY_EVALUATION_TIME_LIMIT",
        "5s",
        "COLLOQUY_WEBHOOKS_PAUSES",
        OFTEN,
        "COLLOQUY_WEBHOOKS_RESPONSE_TIMEOUT",
        "2s",
        "COLLOQUY_WEBHOOKS_TIME_LIMIT",
        "3s");
  }

  /** Judges a call, unless it is busy: then it will be asked again. */
  private static Reply judge(ObjectNode question, Random random) {
    if (random.nextInt(10) == 0) {
      return Reply.failure(503, "busy");
    }
    var call = CALL.matcher(question.at("/messages/1/content").asText());
    var number = call.find() ? call.group(1) : "?";
    return Reply.text(
        "{\"title\": \"Call\", \"summary\": \"About call %s.\", \"successful\": \"success\"}"
            .formatted(number));
  }

  List<Part> parts() {
    return List.of(kafka, database, hook, service);
  }

  /**
   * Starts the service and has all events told to the receiver.
   *
   * @return the webhook's secret
   */
  String open() throws Exception {
    TopicPlan.ensure(kafka.address(), (short) 1);
    service.start();
    Patience.until("analysis-service is ready", 60, service::isReady);
    var created =
        service.post(
            "/v1/workspace/webhooks",
            "{\"settings\": {\"auth_type\": \"hmac\", \"name\": \"Chaos\", \"webhook_url\": \"%s\"}}"
                .formatted(hook.url()));
    var webhook = Json.read(created.body(), JsonNode.class);
    var settings =
        "{\"webhooks\": {\"post_call_webhook_id\": \"%s\"}}"
            .formatted(webhook.path("webhook_id").textValue());
    sender
        .send(
            Topics.WORKSPACE_SETTINGS,
            Workspace.DEFAULT,
            new Packet(Map.of(), settings.getBytes(StandardCharsets.UTF_8)))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    Patience.until(
        "the workspace's settings are known",
        20,
        () ->
            service
                .get("/v1/workspace/webhooks?include_usages=true")
                .body()
                .contains("ConvAI Settings"));
    return webhook.path("webhook_secret").textValue();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
    sender.close();
    hook.close();
    model.stop();
    kafka.kill();
    database.kill();
    database.server().close();
  }
}
