package io.colloquy.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Time from the sending of the last frame that holds speech to the arrival of the answer's first
 * audio, with recogniser, model and voice that take no time: what Colloquy itself costs.
 */
public final class TurnLatency {

  /**
   * What the conversation-service waits for after a question that sounds complete, as this one
   * does; its default.
   */
  private static final double END_SILENCE_MS = 360;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * @param discarded turns of each caller that warm everything up
   * @param measured turns of each caller that count
   */
  record Load(int callers, int discarded, int measured) {}

  private static final List<Load> LOADS = List.of(new Load(1, 20, 100), new Load(20, 5, 20));

  /**
   * @param unanswered turns in which no audio came within 10 s
   */
  record Outcome(Load load, Latencies latencies, int unanswered, double machineLoad) {}

  private TurnLatency() {}

  /** Takes the root of the built tree and the file for the results. */
  public static void main(String[] arguments) throws Exception {
    var root = Path.of(arguments[0]);
    var results = Path.of(arguments[1]);
    var folder = Files.createTempDirectory("colloquy-benchmark");
    List<Outcome> outcomes = new ArrayList<>();
    try (var client = HttpClient.newHttpClient();
        var stage = Stage.open(client, root, folder);
        var _ = FakeModel.on(stage.kafka());
        var _ = FakeVoice.on(stage.kafka())) {
      var address = stage.socket(stage.createAgent());
      for (var load : LOADS) {
        System.out.println("measuring " + load + " ...");
        outcomes.add(measure(client, address, load));
      }
    }
    var report = report(outcomes);
    Files.createDirectories(results.getParent());
    Files.writeString(results, report);
    System.out.println(report);
    Folders.delete(folder);
  }

  private static Outcome measure(HttpClient client, URI address, Load load)
      throws InterruptedException, ExecutionException {
    double machineLoad = Machine.load();
    Callable<List<Long>> call = () -> turnsOfOneCaller(client, address, load);
    List<Long> nanos = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(load.callers())) {
      for (var turns :
          threads.invokeAll(Stream.generate(() -> call).limit(load.callers()).toList())) {
        nanos.addAll(turns.get());
      }
    }
    int unanswered = load.callers() * load.measured() - nanos.size();
    return new Outcome(load, Latencies.ofNanos(nanos), unanswered, machineLoad);
  }

  private static List<Long> turnsOfOneCaller(HttpClient client, URI address, Load load) {
    var question = Recording.question();
    List<Long> nanos = new ArrayList<>();
    try (var caller = Caller.dial(client, address)) {
      for (int turn = 0; turn < load.discarded() + load.measured(); turn++) {
        // The answer is heard out, and callers do not speak in step.
        caller.listen(FakeVoice.TONE.plusMillis(300 + ThreadLocalRandom.current().nextInt(700)));
        var latency = caller.ask(question, PATIENCE);
        if (turn >= load.discarded()) {
          latency.ifPresent(nanos::add);
        }
      }
    }
    return nanos;
  }

  static String report(List<Outcome> outcomes) {
    var text = new StringBuilder();
    text.append("# Turn latency\n\n");
    text.append(Results.provenance());
    text.append(
        """

        From the sending of the last 32 ms frame that holds speech to the arrival of the first
        `audio` frame of the answer, at the caller. Recogniser, model and voice take no time; VAD,
        turn-taking, broker and both edges are the real ones. "net" is without the 360 ms of silence
        that end a turn whose words are complete, as these are (`colloquy.turn.end-silence`). All processes, the callers among them,
        share the machine. JVMs as the launcher runs them (serial collector, 512 MB).

        | callers | turns | p50 ms | p99 ms | max ms | net p50 ms | net p99 ms | unanswered | discarded as warm-up | load before |
        |---|---|---|---|---|---|---|---|---|---|
        """);
    outcomes.forEach(outcome -> text.append(row(outcome)));
    return text.toString();
  }

  private static String row(Outcome outcome) {
    var load = outcome.load();
    var raw = outcome.latencies();
    var net = raw.minus(END_SILENCE_MS);
    return String.format(
        Locale.ROOT,
        "| %d | %d | %.0f | %.0f | %.0f | %.0f | %.0f | %d | %d each | %.1f |%n",
        load.callers(),
        raw.count(),
        raw.percentile(50),
        raw.percentile(99),
        raw.percentile(100),
        net.percentile(50),
        net.percentile(99),
        outcome.unanswered(),
        load.discarded(),
        outcome.machineLoad());
  }
}
