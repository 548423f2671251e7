package io.colloquy.benchmarks;

import io.colloquy.benchmarks.Streams.Seen;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What the llm-cascade-service adds to the stream of a provider, alone and with many streams at
 * once, and what a stream costs in processor and memory.
 */
public final class Cascade {

  private static final int WARM_UP = 50;
  private static final int TURNS = Integer.getInteger("colloquy.turns", 300);
  private static final int TOKENS = 20;

  private static final int STREAMS = Integer.getInteger("colloquy.streams", 200);
  private static final int ROUNDS = Integer.getInteger("colloquy.rounds", 12);
  private static final int TOKENS_OF_A_LONG_STREAM = 500;

  /**
   * @param memoryKb of the process behind it
   */
  private record Round(Latencies first, Latencies tokens, double cpuMs, long memoryKb) {}

  private Cascade() {}

  /** Takes the root of the built tree and the file for the results. */
  public static void main(String[] arguments) throws Exception {
    var root = Path.of(arguments[0]);
    var results = Path.of(arguments[1]);
    var folder = Files.createTempDirectory("colloquy-benchmark");
    double load = Machine.load();
    try (var client = HttpClient.newHttpClient();
        var provider = TokenServer.start();
        var backbone = Backbone.inItsOwnProcess(folder);
        var service =
            ServiceProcess.start(
                root,
                folder,
                "llm-cascade-service",
                Stage.freePort(),
                backbone.addresses(),
                settings(provider))) {
      service.awaitReady(client);
      try (var streams = new Streams(backbone.addresses().kafka(), provider.address())) {
        var report = report(streams, service.handle(), load);
        Files.createDirectories(results.getParent());
        Files.writeString(results, report);
        System.out.println(report);
      }
    }
    Folders.delete(folder);
  }

  private static Map<String, String> settings(TokenServer provider) {
    return Map.of(
        "COLLOQUY_LLM_OPENAI_BASE_URL",
        provider.address(),
        "COLLOQUY_LLM_OPENAI_API_KEY",
        "sk-benchmark",
        "COLLOQUY_LLM_LIMITS_CONCURRENT",
        Integer.toString(2 * STREAMS));
  }

  private static String report(Streams streams, ProcessHandle service, double load)
      throws InterruptedException, IOException {
    var _ = oneByOne(WARM_UP, streams::askStraight);
    var _ = oneByOne(WARM_UP, streams::ask);
    var straight = oneByOne(TURNS, streams::askStraight);
    var through = oneByOne(TURNS, streams::ask);
    var _ = atOnce(service, streams::askStraight);
    var straightMany = atOnce(service, streams::askStraight);
    List<Round> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      System.out.println("round " + (round + 1) + " of " + ROUNDS);
      rounds.add(atOnce(service, streams::ask));
    }
    var text = new StringBuilder("# Cascade\n\n").append(Results.provenance());
    text.append(
        """
        - load before: %.1f

        A provider in the measuring process sends %d tokens a second; each carries the time of its
        sending. "straight": read from the provider's socket by an HTTP client. "through": asked for
        on `llm.requests` and read on `llm.deltas`, with a real broker and the service in a process
        of its own (serial collector, 512 MB). Milliseconds; all share the machine.

        | | turns | first token p50 | p99 | a token's way p50 | p99 | max |
        |---|--:|--:|--:|--:|--:|--:|
        """
            .formatted(load, TokenServer.TOKENS_PER_SECOND));
    text.append(row("one at a time, straight", straight));
    text.append(row("one at a time, through", through));
    text.append(row(STREAMS + " at once, straight", straightMany));
    text.append(row(STREAMS + " at once, through (last round)", rounds.getLast()));
    text.append(
        """

        %d streams at once, round after round. Processor time is the service's, in percent of one
        core for each stream; memory is what its process holds at the end of the round.

        | round | streams so far | first token p99 | a token's way p99 | processor per stream | memory MB |
        |--:|--:|--:|--:|--:|--:|
        """
            .formatted(STREAMS));
    for (int i = 0; i < rounds.size(); i++) {
      text.append(growth(i + 1, rounds.get(i)));
    }
    return text.toString();
  }

  private static Round oneByOne(int turns, IntFunction<Seen> ask) throws InterruptedException {
    List<Seen> seen = new ArrayList<>();
    for (int turn = 0; turn < turns; turn++) {
      seen.add(ask.apply(TOKENS).await());
    }
    return round(seen, 0.0, 0);
  }

  private static Round atOnce(ProcessHandle service, IntFunction<Seen> ask)
      throws InterruptedException, IOException {
    long before = CpuClock.ofProcess(service);
    List<Seen> seen = new ArrayList<>();
    for (int stream = 0; stream < STREAMS; stream++) {
      seen.add(ask.apply(TOKENS_OF_A_LONG_STREAM));
    }
    for (var stream : seen) {
      var _ = stream.await();
    }
    return round(seen, (double) (CpuClock.ofProcess(service) - before), memoryKb(service));
  }

  private static Round round(List<Seen> seen, double cpuMs, long memoryKb) {
    return new Round(
        Latencies.ofNanos(seen.stream().map(s -> s.firstNanos().get()).toList()),
        Latencies.ofNanos(seen.stream().flatMap(s -> s.tokensNanos().stream()).toList()),
        cpuMs,
        memoryKb);
  }

  private static long memoryKb(ProcessHandle process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String row(String name, Round round) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        name,
        round.first().count(),
        round.first().percentile(50),
        round.first().percentile(99),
        round.tokens().percentile(50),
        round.tokens().percentile(99),
        round.tokens().percentile(100));
  }

  private static String growth(int number, Round round) {
    double seconds = TokenServer.length(TOKENS_OF_A_LONG_STREAM).toMillis() / 1_000.0;
    return String.format(
        Locale.ROOT,
        "| %d | %d | %.1f | %.1f | %.2f %% | %.0f |%n",
        number,
        number * STREAMS,
        round.first().percentile(99),
        round.tokens().percentile(99),
        round.cpuMs() / 10 / seconds / STREAMS,
        round.memoryKb() / 1_024.0);
  }
}
