package io.colloquy.analysis.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what takes its time, while those that are asked may not be there. */
final class Patience {

  static void until(String what, int seconds, Callable<Boolean> holds) {
    await(what)
        .atMost(Duration.ofSeconds(seconds))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsMatching(Patience::isOfTheLine)
        .until(holds);
  }

  private static boolean isOfTheLine(Throwable failure) {
    return failure instanceof IOException || failure instanceof SQLException;
  }

  private Patience() {}
}
