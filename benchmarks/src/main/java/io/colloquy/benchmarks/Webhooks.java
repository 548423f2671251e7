package io.colloquy.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many webhook deliveries a second one instance makes to receivers that answer at once. */
public final class Webhooks {

  private static final int WARM_UP = 3_000;
  private static final int EVENTS = Integer.getInteger("colloquy.events", 20_000);
  private static final int ROUNDS = 3;

  /** Of a call of some forty turns, as the history answers it. */
  private static final int BODY_BYTES = 20_000;

  private static final String SERVICE = "analysis-service";

  /**
   * One round.
   *
   * @param cpuMs of the service
   */
  private record Round(String what, int events, double seconds, double cpuMs) {}

  private final HttpClient client;
  private final ServiceProcess service;
  private final Backbone.Addresses backbone;

  private Webhooks(HttpClient client, ServiceProcess service, Backbone.Addresses backbone) {
    this.client = client;
    this.service = service;
    this.backbone = backbone;
  }

  /** Takes the root of the built tree and the file for the results. */
  public static void main(String[] arguments) throws Exception {
    var root = Path.of(arguments[0]);
    var results = Path.of(arguments[1]);
    var folder = Files.createTempDirectory("colloquy-benchmark");
    double load = Machine.load();
    List<Round> rounds = new ArrayList<>();
    try (var client = HttpClient.newHttpClient();
        var backbone = Backbone.inItsOwnProcess(folder);
        var receiver = FastReceiver.start();
        var service =
            ServiceProcess.start(
                root,
                folder,
                SERVICE,
                Stage.freePort(),
                backbone.addresses(),
                Map.of(
                    "COLLOQUY_EGRESS_ALLOW_PRIVATE",
                    "true",
                    "COLLOQUY_SECRETS_KEY",
                    Base64.getEncoder().encodeToString(new byte[32])))) {
      service.awaitReady(client);
      var measurement = new Webhooks(client, service, backbone.addresses());
      var one = measurement.webhooks(receiver, 1);
      var many = measurement.webhooks(receiver, 50);
      var _ = measurement.deliver("warm-up", receiver, many, WARM_UP);
      for (int round = 0; round < ROUNDS; round++) {
        rounds.add(measurement.deliver("one webhook", receiver, one, EVENTS));
        rounds.add(measurement.deliver("50 webhooks", receiver, many, EVENTS));
      }
    }
    var report = report(rounds, load);
    Files.createDirectories(results.getParent());
    Files.writeString(results, report);
    System.out.println(report);
    Folders.delete(folder);
  }

  private List<String> webhooks(FastReceiver receiver, int number)
      throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      var request =
          HttpRequest.newBuilder(service.at("/v1/workspace/webhooks"))
              .header("content-type", "application/json")
              .POST(
                  BodyPublishers.ofString(
                      """
                      {"settings": {"auth_type": "hmac", "name": "Benchmark", "webhook_url": "%s"}}
                      """
                          .formatted(receiver.url())));
      var answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.statusCode() + " " + answer.body());
      }
      ids.add(Json.read(answer.body(), JsonNode.class).get("webhook_id").textValue());
    }
    return ids;
  }

  /** Writes events straight into the tables, due at once, and waits until all have arrived. */
  private Round deliver(String what, FastReceiver receiver, List<String> webhooks, int events)
      throws SQLException, InterruptedException, IOException {
    System.out.println(what + ": " + events + " events ...");
    receiver.expect(events);
    long cpu = CpuClock.ofProcess(service.handle());
    long begin;
    try (var connection =
            DriverManager.getConnection(
                backbone.jdbcUrl(), backbone.databaseUser(), backbone.databaseUser());
        var statement = connection.prepareStatement(sql())) {
      statement.setBytes(1, body());
      statement.setInt(2, events);
      statement.setArray(3, connection.createArrayOf("text", webhooks.toArray()));
      statement.execute();
      begin = System.nanoTime();
    }
    receiver.await();
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Round(what, events, seconds, (double) (CpuClock.ofProcess(service.handle()) - cpu));
  }

  private static String sql() throws IOException {
    try (var file = Webhooks.class.getResourceAsStream("webhooks.sql")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] body() {
    return ("{\"type\":\"post_call_transcription\",\"data\":\"" + "x".repeat(BODY_BYTES) + "\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String report(List<Round> rounds, double load) {
    var text = new StringBuilder("# Webhooks\n\n").append(Results.provenance());
    text.append(
        String.format(
            Locale.ROOT,
            """
            - load before: %.1f

            From the moment at which %d events are in the outbox, due at once, to the arrival of the
            last one at a receiver on this machine that reads the body and answers 200 at once. Each
            has %d bytes. One analysis-service (serial collector, 512 MB) reads, signs, posts and
            writes down each of them; PostgreSQL, service and receiver share the machine. Processor
            time is the service's.

            | to | events | seconds | deliveries a second | processor ms each |
            |---|--:|--:|--:|--:|
            """,
            load,
            EVENTS,
            body().length));
    for (var round : rounds) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f | %.0f | %.2f |%n",
              round.what(),
              round.events(),
              round.seconds(),
              round.events() / round.seconds(),
              round.cpuMs() / round.events()));
    }
    return text.toString();
  }
}
