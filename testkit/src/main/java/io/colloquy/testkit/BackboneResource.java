package io.colloquy.testkit;

import io.colloquy.backbone.EmbeddedKafka;
import io.colloquy.backbone.LocalPostgres;
import io.colloquy.bus.TopicPlan;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A Kafka broker with all topics and a PostgreSQL server for a Quarkus test: containers where a
 * Docker engine answers, else the same servers without one.
 */
public final class BackboneResource implements QuarkusTestResourceLifecycleManager {

  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  @Override
  public Map<String, String> start() {
    try {
      return dockerAnswers() ? startContainers() : startEmbedded();
    } catch (IOException | ExecutionException e) {
      throw new IllegalStateException("the backbone does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the backbone starts", e);
    }
  }

  private static boolean dockerAnswers() {
    boolean configured =
        System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    return configured && DockerClientFactory.instance().isDockerAvailable();
  }

  private Map<String, String> startContainers() throws ExecutionException, InterruptedException {
    var kafka = new KafkaContainer("apache/kafka-native:4.1.1");
    running.push(kafka);
    kafka.start();
    var postgres = new PostgreSQLContainer("postgres:17");
    running.push(postgres);
    postgres.start();
    var address = postgres.getHost() + ":" + postgres.getFirstMappedPort();
    return settings(
        kafka.getBootstrapServers(),
        address + "/" + postgres.getDatabaseName(),
        postgres.getUsername(),
        postgres.getPassword());
  }

  private Map<String, String> startEmbedded()
      throws IOException, ExecutionException, InterruptedException {
    var folder = Files.createTempDirectory("colloquy-test");
    running.push(() -> delete(folder));
    var kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    running.push(kafka);
    var postgres = LocalPostgres.start(folder.resolve("postgres"), 0);
    running.push(postgres);
    return settings(
        kafka.bootstrapServers(),
        postgres.host() + ":" + postgres.port() + "/" + postgres.database(),
        postgres.user(),
        postgres.user());
  }

  private static Map<String, String> settings(
      String bootstrapServers, String database, String user, String password)
      throws ExecutionException, InterruptedException {
    TopicPlan.ensure(bootstrapServers, (short) 1);
    return Map.of(
        "kafka.bootstrap.servers", bootstrapServers,
        "quarkus.datasource.jdbc.url", "jdbc:postgresql://" + database,
        "quarkus.datasource.reactive.url", "postgresql://" + database,
        "quarkus.datasource.username", user,
        "quarkus.datasource.password", password);
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void stop() {
    while (!running.isEmpty()) {
      var part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("the backbone does not stop: " + part, e);
      }
    }
  }
}
