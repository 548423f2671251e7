package io.colloquy.local;

import io.colloquy.local.home.Home;
import io.colloquy.local.process.Readiness;
import io.colloquy.local.process.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Waits until the services are ready, and says how far they are. */
final class Start {

  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final double SECONDS_BETWEEN_NEWS = 5;
  private static final int ENDS_THAT_ARE_TOO_MANY = 3;
  private static final int LAST_LINES = 15;

  private final Noticeboard board;
  private final Console console;
  private final Home home;

  Start(Noticeboard board, Console console, Home home) {
    this.board = board;
    this.console = console;
    this.home = home;
  }

  /**
   * @throws StartFailure if a service ends again and again, or is not ready within 3 minutes
   */
  void await(Map<Service, Integer> ports) throws StartFailure, IOException, InterruptedException {
    Map<Service, Integer> waiting = new EnumMap<>(ports);
    double deadline = console.seconds() + PATIENCE.toSeconds();
    double lastNews = console.seconds();
    try (var readiness = new Readiness()) {
      while (!waiting.isEmpty()) {
        // Whoever stops a start waits for no service, and wants no news of it.
        if (board.isStopping() || removeReady(waiting, readiness)) {
          lastNews = console.seconds();
        } else if (console.seconds() - lastNews > SECONDS_BETWEEN_NEWS) {
          console.step("waiting for " + names(waiting));
          lastNews = console.seconds();
        }
        giveUpIfHopeless(waiting, deadline);
        Thread.sleep(INTERVAL);
      }
    }
  }

  private boolean removeReady(Map<Service, Integer> waiting, Readiness readiness)
      throws InterruptedException {
    boolean news = false;
    for (var service : List.copyOf(waiting.keySet())) {
      if (readiness.isReady(waiting.get(service))) {
        console.step(service.title() + " is ready");
        waiting.remove(service);
        news = true;
      }
    }
    return news;
  }

  private void giveUpIfHopeless(Map<Service, Integer> waiting, double deadline)
      throws StartFailure, IOException {
    for (var service : waiting.keySet()) {
      if (board.restarts(service) >= ENDS_THAT_ARE_TOO_MANY) {
        throw new StartFailure(
            service.title() + " does not stay up. The end of its log:\n" + lastLines(service));
      }
    }
    if (console.seconds() > deadline) {
      var slow = waiting.keySet().iterator().next();
      throw new StartFailure(
          names(waiting) + " did not become ready. The end of a log:\n" + lastLines(slow));
    }
  }

  private static String names(Map<Service, Integer> services) {
    return services.keySet().stream().map(Service::title).collect(Collectors.joining(", "));
  }

  private String lastLines(Service service) throws IOException {
    var log = home.log(service.title());
    var lines = Files.readAllLines(log);
    var end = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return "  " + String.join("\n  ", end) + "\n  (all of it: " + log + ")";
  }
}
