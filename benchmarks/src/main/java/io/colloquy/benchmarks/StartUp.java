package io.colloquy.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Time from {@code ./colloquy up} on a built tree to its ready line, which it prints after a check
 * call was answered, and from there to the first answer of a caller's own.
 */
public final class StartUp {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int WARM_STARTS = 3;

  /** Milliseconds of one start. */
  record Start(String kind, double readyMs, double firstAudioMs) {}

  private StartUp() {}

  /** Takes the root of the built tree and the file for the results. */
  public static void main(String[] arguments) throws Exception {
    var root = Path.of(arguments[0]).toAbsolutePath();
    var results = Path.of(arguments[1]);
    var folder = Files.createTempDirectory("colloquy-benchmark");
    List<Start> starts = new ArrayList<>();
    boolean cold = dropFileCache();
    starts.add(start(root, folder, cold ? "first start, file cache dropped" : "first start"));
    for (int i = 0; i < WARM_STARTS; i++) {
      starts.add(start(root, folder, "start on existing data"));
    }
    var report = report(starts);
    Files.createDirectories(results.getParent());
    Files.writeString(results, report);
    System.out.println(report);
    Folders.delete(folder);
  }

  /** Makes Linux read every file from disk again; only root may. */
  private static boolean dropFileCache() {
    try {
      Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Start start(Path root, Path folder, String kind) throws Exception {
    var data = folder.resolve("data");
    int port = Stage.freePort();
    long begin = System.nanoTime();
    try (var colloquy =
            ChildProcess.logging(
                "colloquy",
                List.of(
                    root.resolve("colloquy").toString(),
                    "up",
                    "--data",
                    data.toString(),
                    "--port",
                    Integer.toString(port)),
                Map.of(),
                folder);
        var client = HttpClient.newHttpClient()) {
      awaitReady(colloquy, folder.resolve("colloquy.log"), begin);
      double readyMs = (System.nanoTime() - begin) / 1e6;
      var agent = Files.readString(data.resolve("demo-agent-id")).strip();
      var address =
          URI.create("ws://127.0.0.1:" + port + "/v1/convai/conversation?agent_id=" + agent);
      try (var caller = Caller.dial(client, address)) {
        caller.awaitAudio();
      }
      double firstAudioMs = (System.nanoTime() - begin) / 1e6;
      System.out.printf(Locale.ROOT, "%s: %.0f ms%n", kind, readyMs);
      return new Start(kind, readyMs, firstAudioMs);
    }
  }

  private static void awaitReady(ChildProcess colloquy, Path log, long begin)
      throws IOException, InterruptedException {
    while (!Files.readString(log).contains("Colloquy is ready")) {
      colloquy.requireAlive();
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IllegalStateException("not ready after " + PATIENCE + "; see " + log);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  static String report(List<Start> starts) {
    var text = new StringBuilder();
    text.append("# Start-up\n\n").append(Results.provenance());
    text.append(
        """

        From `./colloquy up` on a built tree to its ready line, which comes after its own check call
        was answered, and to the first sound that a caller hears who dials then.

        | start | ready ms | first audio of a caller ms |
        |---|---|---|
        """);
    starts.forEach(
        start ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f |%n",
                    start.kind(),
                    start.readyMs(),
                    start.firstAudioMs())));
    return text.toString();
  }
}
