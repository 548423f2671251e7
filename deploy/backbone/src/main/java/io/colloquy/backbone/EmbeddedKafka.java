package io.colloquy.backbone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real Kafka broker that is its own controller (KRaft), in this process. What it stored in a
 * folder is there again when it is started on the same folder.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker on the loopback address.
   *
   * @param folder where its log lives; created if missing
   * @param port the clients' port, or 0 for any free one
   * @throws IOException if the folder cannot be written
   */
  public static EmbeddedKafka start(Path folder, int port) throws IOException {
    int clientPort = port == 0 ? freePort() : port;
    int controllerPort = freePort();
    var log = Files.createDirectories(folder).resolve("log");
    formatOnce(log, clientPort, controllerPort);
    var server =
        new KafkaRaftServer(new KafkaConfig(config(log, clientPort, controllerPort)), Time.SYSTEM);
    server.startup();
    return new EmbeddedKafka(server, clientPort);
  }

  private static void formatOnce(Path log, int clientPort, int controllerPort) {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    try {
      var formatter =
          new Formatter()
              .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
              .setNodeId(1)
              .setClusterId(Uuid.randomUuid().toString())
              .setReleaseVersion(MetadataVersion.latestProduction())
              .setControllerListenerName("CONTROLLER")
              .setMetadataLogDirectory(log.toString())
              .addDirectory(log.toString());
      formatter.run();
    } catch (Exception e) {
      throw new IllegalStateException(
          "cannot prepare " + log + " for ports " + clientPort + ", " + controllerPort, e);
    }
  }

  private static Map<String, String> config(Path log, int clientPort, int controllerPort) {
    Map<String, String> config = new HashMap<>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    config.put("controller.listener.names", "CONTROLLER");
    config.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:" + clientPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
    config.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + clientPort);
    config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("log.dirs", log.toString());
    config.put("auto.create.topics.enable", "false");
    config.put("offsets.topic.replication.factor", "1");
    config.put("offsets.topic.num.partitions", "4");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    config.put("group.min.session.timeout.ms", "1000");
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "4");
    config.put("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
    return config;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port", e);
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
