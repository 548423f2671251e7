package io.colloquy.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What analysis-service takes in, and what it needs when many calls end at once. */
public final class AfterCall {

  private static final int WARM_UP = 300;
  private static final int CALLS = Integer.getInteger("colloquy.calls", 1_000);
  private static final int ROUNDS = 3;
  private static final long PATIENCE_SECONDS = 600;
  private static final String SERVICE = "analysis-service";

  /**
   * Calls that went on.
   *
   * @param cpuMs of the service
   */
  private record Intake(int events, double seconds, long cpuMs) {}

  /**
   * Calls that ended.
   *
   * @param doneSeconds until the last one has the status done
   * @param toldSeconds until the last one is announced, and its webhook has arrived
   * @param restMb in the heap before, all collected
   * @param peakMb in the heap after the collection that left most
   * @param afterMb in the heap afterwards, all collected
   */
  private record Endings(
      double doneSeconds,
      double toldSeconds,
      long cpuMs,
      int restMb,
      int peakMb,
      int afterMb,
      int residentBeforeMb,
      int residentMb,
      int mostResidentMb) {}

  private final ServiceProcess service;
  private final MemoryGauge memory;
  private final Connection database;
  private final Conversations conversations;
  private final FastReceiver receiver;

  private AfterCall(
      ServiceProcess service,
      MemoryGauge memory,
      Connection database,
      Conversations conversations,
      FastReceiver receiver) {
    this.service = service;
    this.memory = memory;
    this.database = database;
    this.conversations = conversations;
    this.receiver = receiver;
  }

  /** Takes the root of the built tree and the file for the results. */
  public static void main(String[] arguments) throws Exception {
    var folder = Files.createTempDirectory("colloquy-benchmark");
    var collections = folder.resolve("collections.log");
    double load = Machine.load();
    List<Intake> intakes = new ArrayList<>();
    List<Endings> endings = new ArrayList<>();
    try (var client = HttpClient.newHttpClient();
        var backbone = Backbone.inItsOwnProcess(folder);
        var receiver = FastReceiver.start();
        var model = NoJudge.start();
        var service =
            ServiceProcess.start(
                Path.of(arguments[0]),
                folder,
                SERVICE,
                Stage.freePort(),
                backbone.addresses(),
                environment(folder, model, collections));
        var database = connect(backbone.addresses());
        var conversations = new Conversations(backbone.addresses().kafka())) {
      service.awaitReady(client);
      subscribe(client, service, receiver, backbone.addresses().kafka());
      var memory = new MemoryGauge(service.handle(), collections);
      var measurement = new AfterCall(service, memory, database, conversations, receiver);
      measurement.calls(WARM_UP, new ArrayList<>(), new ArrayList<>());
      for (int round = 0; round < ROUNDS; round++) {
        measurement.calls(CALLS, intakes, endings);
      }
    }
    var report = report(intakes, endings, load);
    var results = Path.of(arguments[1]);
    Files.createDirectories(results.getParent());
    Files.writeString(results, report);
    System.out.println(report);
    Folders.delete(folder);
  }

  private static Map<String, String> environment(Path folder, NoJudge model, Path collections) {
    return Map.of(
        "COLLOQUY_EGRESS_ALLOW_PRIVATE",
        "true",
        "COLLOQUY_SECRETS_KEY",
        Base64.getEncoder().encodeToString(new byte[32]),
        "COLLOQUY_BLOBS_FOLDER",
        folder.resolve("blobs").toString(),
        "COLLOQUY_LLM_URL",
        model.url(),
        "JAVA_TOOL_OPTIONS",
        MemoryGauge.option(collections));
  }

  private static Connection connect(Backbone.Addresses backbone) throws SQLException {
    return DriverManager.getConnection(
        backbone.jdbcUrl(), backbone.databaseUser(), backbone.databaseUser());
  }

  /** Has every call told to the receiver. */
  private static void subscribe(
      HttpClient client, ServiceProcess service, FastReceiver receiver, String kafka)
      throws IOException, InterruptedException {
    var body =
        "{\"settings\": {\"auth_type\": \"hmac\", \"name\": \"Benchmark\", \"webhook_url\": \"%s\"}}"
            .formatted(receiver.url());
    var request =
        HttpRequest.newBuilder(service.at("/v1/workspace/webhooks"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body));
    var created = client.send(request.build(), BodyHandlers.ofString()).body();
    var settings =
        "{\"webhooks\": {\"post_call_webhook_id\": \"%s\"}}"
            .formatted(Json.read(created, JsonNode.class).path("webhook_id").textValue());
    try (var sender = Sender.durable(kafka)) {
      sender
          .send(
              Topics.WORKSPACE_SETTINGS,
              "default",
              new Packet(Map.of(), settings.getBytes(StandardCharsets.UTF_8)))
          .toCompletableFuture()
          .join();
    }
  }

  private void calls(int number, List<Intake> intakes, List<Endings> endings) throws Exception {
    System.out.println(number + " calls ...");
    var ids = Conversations.ids(number);
    intakes.add(intake(ids));
    endings.add(end(ids));
  }

  private Intake intake(List<String> ids) throws SQLException {
    int events = ids.size() * (Conversations.TURNS + 1);
    long turns = count("turn") + (long) ids.size() * Conversations.TURNS;
    long cpu = CpuClock.ofProcess(service.handle());
    long begin = System.nanoTime();
    conversations.begin(ids);
    awaitCount("turn", turns);
    awaitCount("conversation where started is null", 0);
    return new Intake(events, secondsSince(begin), CpuClock.ofProcess(service.handle()) - cpu);
  }

  private Endings end(List<String> ids) throws Exception {
    receiver.expect(ids.size());
    memory.collect();
    int earlier = memory.collections();
    int rest = memory.heapsMb().getLast();
    int residentBefore = memory.residentMb();
    long cpu = CpuClock.ofProcess(service.handle());
    long begin = System.nanoTime();
    conversations.end(ids);
    awaitCount("conversation where status <> 'DONE'", 0);
    double done = secondsSince(begin);
    awaitCount("after_call", 0);
    receiver.await();
    double told = secondsSince(begin);
    long used = CpuClock.ofProcess(service.handle()) - cpu;
    int resident = memory.residentMb();
    var heaps = memory.heapsMb();
    int peak = heaps.subList(earlier, heaps.size()).stream().mapToInt(mb -> mb).max().orElse(rest);
    memory.collect();
    return new Endings(
        done,
        told,
        used,
        rest,
        peak,
        memory.heapsMb().getLast(),
        residentBefore,
        resident,
        memory.mostResidentMb());
  }

  private void awaitCount(String of, long wanted) throws SQLException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (count(of) != wanted) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(of + ": " + count(of) + " in place of " + wanted);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private long count(String of) throws SQLException {
    try (var statement = database.createStatement();
        var answer = statement.executeQuery("select count(*) from analysis." + of)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private static double secondsSince(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static String report(List<Intake> intakes, List<Endings> endings, double load) {
    var text = new StringBuilder("# After the call\n\n").append(Results.provenance());
    text.append(
        String.format(
            Locale.ROOT,
            """
            - load before: %.1f

            One analysis-service (serial collector, 512 MB), after %d calls of warm-up. Broker, database,
            a receiver that answers at once and a model that cannot judge share the machine with it.
            Processor time is the service's.

            ## Intake

            The beginnings and turns of %d calls, published as fast as the broker takes them, until the
            last one is committed.

            | events | seconds | events a second | processor ms each |
            |--:|--:|--:|--:|
            """,
            load,
            WARM_UP,
            CALLS));
    for (var intake : intakes) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.1f | %.0f | %.2f |%n",
              intake.events(),
              intake.seconds(),
              intake.events() / intake.seconds(),
              (double) intake.cpuMs() / intake.events()));
    }
    text.append(endings(endings));
    return text.toString();
  }

  private static String endings(List<Endings> endings) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """

            ## %d calls of %d turns that end at once

            *done*: the last one has its status. *told*: the last one is on `post-call-analysis`, and its
            webhook has arrived. Heap: before and afterwards all is collected; at most what a collection
            meanwhile has left, which may still be garbage. Resident: what the process holds.

            | done s | told s | processor ms each | heap before | at most | afterwards | resident before | afterwards | ever |
            |--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """,
            CALLS,
            Conversations.TURNS));
    for (var round : endings) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %.1f | %.1f | %.1f | %d MB | %d MB | %d MB | %d MB | %d MB | %d MB |%n",
              round.doneSeconds(),
              round.toldSeconds(),
              (double) round.cpuMs() / CALLS,
              round.restMb(),
              round.peakMb(),
              round.afterMb(),
              round.residentBeforeMb(),
              round.residentMb(),
              round.mostResidentMb()));
    }
    return text.toString();
  }
}
