package io.colloquy.analysis.chaos;

import io.colloquy.bus.Delivery;
import io.colloquy.bus.Inbox;
import io.colloquy.contracts.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls end while analysis-service, PostgreSQL, Kafka and the receiver of webhooks are killed and
 * started again in a random order. See the README of this module for how to run it.
 */
@Tag("slow")
@Tag("chaos")
class ChaosTest {

  private static final int CALLS = Integer.getInteger("chaos.calls", 200);

  /** Each kills what runs or starts what does not. */
  private static final int BLOWS = Integer.getInteger("chaos.blows", 24);

  private static final int SHORTEST_PAUSE_MS = 500;
  private static final int LONGEST_PAUSE_MS = 4_000;
  private static final int PATIENCE_SECONDS = 240;

  static LongStream seeds() {
    var given = System.getProperty("chaos.seeds", "");
    return given.isBlank()
        ? LongStream.of(System.nanoTime() % 1_000_000)
        : Arrays.stream(given.split(",")).mapToLong(Long::parseLong);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCallIsToldOnceWhateverDiesMeanwhile(long seed) throws Exception {
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var calls = IntStream.range(0, CALLS).mapToObj(number -> Call.random(number, random)).toList();
    var folder = Files.createDirectories(Path.of("target", "chaos").toAbsolutePath());
    try (var scene =
        new Scene(Files.createTempDirectory(folder, "seed-" + seed + "-"), new Random(~seed))) {
      var secret = scene.open();

      var published = publish(calls, scene, random);
      strike(scene, random);
      published.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

      awaitRest(scene);
      var evidence = new Evidence(calls);
      evidence.inTheHistory(scene.service);
      evidence.atTheReceiver(scene.hook.receipts(), secret);
      evidence.onTheTopic(announced(scene));
      System.out.printf("seed %d: %d deliveries%n", seed, scene.hook.receipts().size());
    }
  }

  /** Each call ends at some time while it is dangerous. */
  private static CompletableFuture<Void> publish(List<Call> calls, Scene scene, Random random) {
    List<CompletableFuture<Void>> published = new ArrayList<>();
    for (var call : calls) {
      var atMs = random.nextInt(BLOWS * (SHORTEST_PAUSE_MS + LONGEST_PAUSE_MS) / 2);
      published.add(
          CompletableFuture.runAsync(() -> {}, Call.after(atMs))
              .thenCompose(_ -> call.publish(scene.sender)));
    }
    return CompletableFuture.allOf(published.toArray(CompletableFuture[]::new));
  }

  private static void strike(Scene scene, Random random) throws Exception {
    var parts = scene.parts();
    Set<Part> dead = new HashSet<>();
    for (int blow = 0; blow < BLOWS; blow++) {
      // Enough lives for something to happen.
      boolean starts = dead.size() == 2 || (dead.size() == 1 && random.nextBoolean());
      var choice = parts.stream().filter(it -> dead.contains(it) == starts).toList();
      var part = choice.get(random.nextInt(choice.size()));
      if (dead.remove(part)) {
        part.start();
      } else {
        part.kill();
        dead.add(part);
      }
      System.out.println(
          parts.stream().map(it -> (dead.contains(it) ? "-" : "+") + it.name()).toList());
      // Not to wait for anything: the pause is a part of the play.
      TimeUnit.MILLISECONDS.sleep(random.nextInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
    }
    scene.hook.calm();
    for (var part : parts) {
      if (part == scene.hook && !dead.contains(part)) {
        part.kill();
        part.start();
      } else if (dead.contains(part)) {
        part.start();
      }
    }
  }

  /** Until nothing is left to be done about any call. */
  private static void awaitRest(Scene scene) {
    Patience.until(
        "all calls are concluded",
        PATIENCE_SECONDS,
        () ->
            scene.database.number(
                    "select count(*) from analysis.conversation where status = 'DONE'")
                == CALLS);
    Patience.until(
        "all calls are announced",
        PATIENCE_SECONDS,
        () -> scene.database.number("select count(*) from analysis.after_call") == 0);
    Patience.until(
        "all webhooks are delivered",
        PATIENCE_SECONDS,
        () ->
            scene.database.number(
                    "select count(*) from analysis.webhook_delivery where status = 'PENDING'")
                == 0);
    Patience.until("analysis-service is ready", PATIENCE_SECONDS, scene.service::isReady);
  }

  private static List<Delivery> announced(Scene scene) {
    List<Delivery> heard = new CopyOnWriteArrayList<>();
    var inbox =
        Inbox.ofGroup(
            scene.kafka.address(),
            new Inbox.Group("listener-" + UUID.randomUUID(), Optional.empty()),
            Set.of(Topics.POST_CALL_ANALYSIS),
            Inbox.Ownership.unobserved(),
            heard::add);
    Patience.until(
        "each call is on the topic",
        60,
        () -> heard.stream().map(Delivery::key).distinct().count() == CALLS);
    inbox.close();
    return heard;
  }
}
