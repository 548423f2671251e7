package io.colloquy.benchmarks;

import io.colloquy.backbone.EmbeddedKafka;
import io.colloquy.backbone.LocalPostgres;
import io.colloquy.bus.TopicPlan;
import io.colloquy.contracts.Json;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Broker and database in a process of their own, so that they do not share a heap with the clock
 * that measures. Runs until its standard input ends.
 */
public final class Backbone {

  /** Where the backbone answers; its only line of output, as JSON. */
  record Addresses(String kafka, String jdbcUrl, String reactiveUrl, String databaseUser) {}

  private Backbone() {}

  /** The process, as the one who started it sees it. */
  record Running(ChildProcess process, Addresses addresses) implements Closeable {
    @Override
    public void close() throws IOException {
      process.close();
    }
  }

  /**
   * Starts one.
   *
   * @param folder for its data and log
   */
  static Running inItsOwnProcess(Path folder) throws IOException {
    var process =
        ChildProcess.talking(
            "backbone",
            ChildProcess.java(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Backbone.class.getName(),
                folder.toString()),
            folder);
    var line = process.output().readLine();
    if (line == null) {
      process.close();
      throw new IllegalStateException("the backbone does not start; see " + folder);
    }
    return new Running(process, Json.read(line, Addresses.class));
  }

  /** Takes the folder for the data as its only argument. */
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        var postgres = LocalPostgres.start(folder.resolve("postgres"), 0)) {
      TopicPlan.ensure(kafka.bootstrapServers(), (short) 1);
      System.out.println(
          Json.text(
              new Addresses(
                  kafka.bootstrapServers(),
                  postgres.jdbcUrl(),
                  postgres.reactiveUrl(),
                  postgres.user())));
      while (System.in.read() >= 0) {
        // Whatever comes is of no interest; its end is.
      }
    }
  }
}
