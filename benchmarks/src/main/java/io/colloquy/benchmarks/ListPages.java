package io.colloquy.benchmarks;

import io.colloquy.contracts.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long a page of a long list takes, the first against the thousandth: whether a cursor is a
 * place in the list or a number of rows to count.
 */
public final class ListPages {

  private static final int DISCARDED = 500;
  private static final int MEASURED = 2_000;

  private static final String ANALYSIS = "analysis-service";
  private static final String CONVERSATION = "conversation-service";

  /**
   * A list.
   *
   * @param service that owns it
   * @param path and the parameters that narrow it, without page size and cursor
   * @param pageSize entries
   * @param far the number of the page that is compared with the first
   */
  record Subject(String service, String name, String path, int pageSize, int far) {}

  private static final List<Subject> SUBJECTS =
      List.of(
          new Subject(ANALYSIS, "conversations, all", "/v1/convai/conversations?", 30, 1_000),
          new Subject(
              ANALYSIS,
              "conversations of one agent in ten",
              "/v1/convai/conversations?agent_id=agent_3&",
              30,
              300),
          new Subject(
              ANALYSIS,
              "conversations in one language of five",
              "/v1/convai/conversations?main_languages=de&",
              30,
              600),
          new Subject(ANALYSIS, "agent tests, all", "/v1/convai/agent-testing?", 30, 1_000),
          new Subject(CONVERSATION, "agents, all", "/v1/convai/agents?", 10, 1_000),
          new Subject(
              CONVERSATION, "agents by name", "/v1/convai/agents?sort_by=name&", 10, 1_000));

  /** One page of a list, measured. */
  record Outcome(Subject subject, int page, Latencies latencies, double queries) {}

  private record Page(Optional<String> nextCursor, boolean hasMore) {}

  private final HttpClient client;
  private final ServiceProcess service;
  private final CountedDatabase database;

  private ListPages(HttpClient client, ServiceProcess service, CountedDatabase database) {
    this.client = client;
    this.service = service;
    this.database = database;
  }

  /** Takes the root of the built tree and the file for the results. */
  public static void main(String[] arguments) throws Exception {
    var root = Path.of(arguments[0]);
    var results = Path.of(arguments[1]);
    var folder = Files.createTempDirectory("colloquy-benchmark");
    List<Outcome> outcomes = new ArrayList<>();
    double machineLoad = Machine.load();
    try (var client = HttpClient.newHttpClient();
        var backbone = Backbone.inItsOwnProcess(folder)) {
      for (var name : List.of(ANALYSIS, CONVERSATION)) {
        outcomes.addAll(measure(name, root, folder, client, backbone.addresses()));
      }
    }
    var report = report(outcomes, machineLoad);
    Files.createDirectories(results.getParent());
    Files.writeString(results, report);
    System.out.println(report);
    Folders.delete(folder);
  }

  private static List<Outcome> measure(
      String name, Path root, Path folder, HttpClient client, Backbone.Addresses backbone)
      throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    try (var database = CountedDatabase.before(backbone.reactiveUrl());
        var service =
            ServiceProcess.start(
                root,
                folder,
                name,
                Stage.freePort(),
                backbone,
                Map.of("QUARKUS_DATASOURCE_REACTIVE_URL", database.address()))) {
      service.awaitReady(client);
      System.out.println("seeding the " + name + " ...");
      seed(name, backbone);
      var measurement = new ListPages(client, service, database);
      for (var subject : SUBJECTS) {
        if (subject.service().equals(name)) {
          System.out.println("measuring " + subject.name() + " ...");
          outcomes.addAll(measurement.compare(subject));
        }
      }
    }
    return outcomes;
  }

  private static void seed(String service, Backbone.Addresses backbone)
      throws IOException, SQLException {
    String sql;
    try (var file = ListPages.class.getResourceAsStream("list-pages-" + service + ".sql")) {
      sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
    try (var connection =
            DriverManager.getConnection(
                backbone.jdbcUrl(), backbone.databaseUser(), backbone.databaseUser());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Takes turns between both pages, so that whatever else the machine does meets them alike. */
  private List<Outcome> compare(Subject subject) throws IOException, InterruptedException {
    var first = subject.path() + "page_size=" + subject.pageSize();
    var far = first + "&cursor=" + cursorOf(first, subject.far());
    List<Long> nearNanos = new ArrayList<>();
    List<Long> farNanos = new ArrayList<>();
    for (int i = 0; i < DISCARDED + MEASURED; i++) {
      long near = timed(first);
      long distant = timed(far);
      if (i >= DISCARDED) {
        nearNanos.add(near);
        farNanos.add(distant);
      }
    }
    return List.of(
        new Outcome(subject, 1, Latencies.ofNanos(nearNanos), queriesOf(first)),
        new Outcome(subject, subject.far(), Latencies.ofNanos(farNanos), queriesOf(far)));
  }

  /** Turns pages until this one. */
  private String cursorOf(String first, int page) throws IOException, InterruptedException {
    var cursor = "";
    for (int number = 1; number < page; number++) {
      var answer = get(cursor.isEmpty() ? first : first + "&cursor=" + cursor);
      var next = Json.read(answer, Page.class).nextCursor();
      cursor = URLEncoder.encode(next.orElseThrow(), StandardCharsets.UTF_8);
    }
    return cursor;
  }

  private long timed(String path) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    get(path);
    return System.nanoTime() - begin;
  }

  private double queriesOf(String path) throws IOException, InterruptedException {
    int times = 20;
    long before = database.executed();
    for (int i = 0; i < times; i++) {
      get(path);
    }
    return (double) (database.executed() - before) / times;
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(service.at(path)).build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  static String report(List<Outcome> outcomes, double machineLoad) {
    var text = new StringBuilder();
    text.append("# List pages\n\n");
    text.append(Results.provenance());
    text.append("- command: `benchmarks/run list-pages`\n");
    text.append(String.format(Locale.ROOT, "- load before: %.1f%n", machineLoad));
    text.append(
        """

        From the request to the whole answer of the service, asked directly by one client that takes
        turns between both pages, with 100,000 conversations in the workspace (and 10,000 in another),
        100,000 tests of agents, and 10,000 agents (and 1,000 in another workspace); 30 entries a page,
        10 of agents. "queries" is all that the service has PostgreSQL execute for one page, the begin
        and the end of its transaction included. "p99 against page 1" is what must stay below 2.
        Service, PostgreSQL and client share the machine.

        | list | page | requests | p50 ms | p99 ms | max ms | p99 against page 1 | queries |
        |---|---|---|---|---|---|---|---|
        """);
    double firstP99 = 0;
    for (var outcome : outcomes) {
      if (outcome.page() == 1) {
        firstP99 = outcome.latencies().percentile(99);
      }
      text.append(row(outcome, firstP99));
    }
    return text.toString();
  }

  private static String row(Outcome outcome, double firstP99) {
    var latencies = outcome.latencies();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %d | %.2f | %.2f | %.2f | %.2f | %.1f |%n",
        outcome.subject().name(),
        outcome.page(),
        latencies.count(),
        latencies.percentile(50),
        latencies.percentile(99),
        latencies.percentile(100),
        latencies.percentile(99) / firstP99,
        outcome.queries());
  }
}
