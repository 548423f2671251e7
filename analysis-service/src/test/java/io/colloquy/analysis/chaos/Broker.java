package io.colloquy.analysis.chaos;

import io.colloquy.backbone.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kafka in a process of its own, which can be killed. */
final class Broker implements Part {

  private final Path folder;
  private final int port;
  private final Path log;
  private Process process;

  Broker(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    this.log = folder.resolveSibling("kafka.log");
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String name() {
    return "Kafka";
  }

  @Override
  public void start() throws IOException {
    process =
        Programs.start(
            List.of(
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                Broker.class.getName(),
                folder.toString(),
                Integer.toString(port)),
            new ProcessBuilder(),
            log);
  }

  @Override
  public void kill() {
    Programs.kill(process.toHandle());
  }

  /** Takes the folder of the data and the port; ends when its standard input does. */
  public static void main(String[] arguments) throws IOException {
    try (var _ = EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
      while (System.in.read() >= 0) {
        // Whatever comes is of no interest; its end is.
      }
    }
  }
}
