package io.colloquy.benchmarks;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.media.FormatReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Processor time that one voice conversation costs, by part: callers who ask a question, hear the
 * answer and ask again, in real time. What runs without callers is taken off.
 */
public final class VoiceCpu {

  private static final Duration WARM_UP = Duration.ofSeconds(40);
  private static final Duration WINDOW = Duration.ofSeconds(60);

  /** Between two questions of a caller: the answer, and a thought. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Who recognises, and how many call at once. */
  record Load(String recogniser, int callers) {}

  private static final List<Load> LOADS =
      List.of(
          new Load("none", 10),
          new Load("scripted", 1),
          new Load("scripted", 10),
          new Load("pocketsphinx", 1),
          new Load("pocketsphinx", 5));

  /**
   * Processor milliseconds in a second of one conversation.
   *
   * @param hearing the threads of the conversation-service that hear
   * @param turns the rest of the conversation-service
   * @param backbone broker and database
   */
  record Cost(double gateway, double hearing, double turns, double backbone) {
    double all() {
      return gateway + hearing + turns + backbone;
    }
  }

  record Outcome(Load load, Cost cost, double machineLoad) {}

  /** Processor milliseconds used so far. */
  private record Used(long gateway, long hearing, long conversation, long backbone) {
    static Used by(Stage stage) {
      var threads = CpuClock.ofThreads(stage.conversation());
      return new Used(
          CpuClock.ofProcess(stage.gateway()),
          threads.getOrDefault("hearing", 0L),
          CpuClock.ofProcess(stage.conversation()),
          CpuClock.ofProcess(stage.backbone()));
    }

    Cost since(Used before, double seconds) {
      double heard = hearing - before.hearing;
      return new Cost(
          (gateway - before.gateway) / seconds,
          heard / seconds,
          (conversation - before.conversation - heard) / seconds,
          (backbone - before.backbone) / seconds);
    }
  }

  private VoiceCpu() {}

  /** Takes the root of the built tree and the file for the results. */
  public static void main(String[] arguments) throws Exception {
    var root = Path.of(arguments[0]);
    var results = Path.of(arguments[1]);
    List<Outcome> outcomes = new ArrayList<>();
    for (var load : LOADS) {
      System.out.println("measuring " + load + " ...");
      outcomes.add(measure(root, load));
    }
    var report = report(outcomes, resampling());
    Files.createDirectories(results.getParent());
    Files.writeString(results, report);
    System.out.println(report);
  }

  private static Outcome measure(Path root, Load load) throws Exception {
    double machineLoad = Machine.load();
    var folder = Files.createTempDirectory("colloquy-benchmark");
    var recogniser = Map.of("COLLOQUY_ASR_PROVIDER", load.recogniser());
    try (var client = HttpClient.newHttpClient();
        var stage = Stage.open(client, root, folder, recogniser);
        var _ = FakeModel.on(stage.kafka());
        var _ = FakeVoice.on(stage.kafka())) {
      var idle = idle(stage);
      return new Outcome(load, less(calls(client, stage, load), idle, load), machineLoad);
    } finally {
      Folders.delete(folder);
    }
  }

  private static Cost idle(Stage stage) throws InterruptedException {
    TimeUnit.SECONDS.sleep(10);
    var before = Used.by(stage);
    TimeUnit.SECONDS.sleep(20);
    return Used.by(stage).since(before, 20);
  }

  private static Cost calls(HttpClient client, Stage stage, Load load)
      throws IOException, InterruptedException, ExecutionException {
    var address = stage.socket(stage.createAgent());
    var over = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(load.callers())) {
      List<Future<?>> talking = new ArrayList<>();
      for (int caller = 0; caller < load.callers(); caller++) {
        talking.add(threads.submit(() -> talk(client, address, over)));
      }
      TimeUnit.SECONDS.sleep(WARM_UP.toSeconds());
      var before = Used.by(stage);
      TimeUnit.SECONDS.sleep(WINDOW.toSeconds());
      var cost = Used.by(stage).since(before, (double) WINDOW.toSeconds());
      over.countDown();
      for (var call : talking) {
        call.get(); // a call that broke is no measurement
      }
      return cost;
    }
  }

  private static void talk(HttpClient client, URI address, CountDownLatch over) {
    var question = Recording.question();
    try (var caller = Caller.dial(client, address)) {
      while (over.getCount() > 0) {
        var _ = caller.ask(question, Duration.ofMillis(1_500));
        caller.listen(PAUSE);
      }
    }
  }

  private static Cost less(Cost all, Cost idle, Load load) {
    return new Cost(
        (all.gateway() - idle.gateway()) / load.callers(),
        (all.hearing() - idle.hearing()) / load.callers(),
        (all.turns() - idle.turns()) / load.callers(),
        (all.backbone() - idle.backbone()) / load.callers());
  }

  /** Processor milliseconds to bring a second of sound in each format to 16 kHz. */
  private static Map<AudioFormat, Double> resampling() {
    Map<AudioFormat, Double> cost = new LinkedHashMap<>();
    for (var format : AudioFormat.values()) {
      resample(format, 300);
      long before = cpuNanos();
      resample(format, 600);
      cost.put(format, (cpuNanos() - before) / (600 * 1e6));
    }
    return cost;
  }

  private static void resample(AudioFormat format, int seconds) {
    var reader = new FormatReader(format, 16_000);
    byte[] second = new byte[format.sampleRate() * format.bytesPerSample()];
    for (int i = 0; i < seconds; i++) {
      if (reader.read(second).length == 0) {
        throw new IllegalStateException("no sound came out of " + format);
      }
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  static String report(List<Outcome> outcomes, Map<AudioFormat, Double> resampling) {
    var text = new StringBuilder();
    text.append("# Processor time of a voice conversation\n\n");
    text.append(Results.provenance());
    text.append(
        """

        Milliseconds of one processor in a second of one conversation, without what runs when nobody
        calls. Callers send 16 kHz sound in real time: a question of about two seconds, then silence
        while they hear the answer and think. "hearing" is the threads that run VAD and recognition.
        With "none" it is VAD alone, and nobody answers; with "scripted" the words cost nothing; with
        "pocketsphinx" the difference is recognition. Model and voice are not counted, nor are the
        callers. JVMs as the launcher runs them (serial collector, 512 MB).

        | recogniser | callers | edge | hearing | turns | broker and database | all | load before |
        |---|---|---|---|---|---|---|---|
        """);
    outcomes.forEach(outcome -> text.append(row(outcome)));
    text.append("\nA second of sound brought to 16 kHz costs, in one thread, warm:\n\n");
    text.append("| format | ms |\n|---|---|\n");
    resampling.forEach(
        (format, ms) ->
            text.append(String.format(Locale.ROOT, "| %s | %.2f |%n", format.wireName(), ms)));
    return text.toString();
  }

  private static String row(Outcome outcome) {
    var cost = outcome.cost();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        outcome.load().recogniser(),
        outcome.load().callers(),
        cost.gateway(),
        cost.hearing(),
        cost.turns(),
        cost.backbone(),
        cost.all(),
        outcome.machineLoad());
  }
}
