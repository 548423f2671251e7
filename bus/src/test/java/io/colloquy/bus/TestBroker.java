package io.colloquy.bus;

import io.colloquy.backbone.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** A real broker for one test class, with a fresh topic or group for each example. */
final class TestBroker implements AutoCloseable {

  static {
    // A test machine may be busy; what is waited for comes or does not, it is not measured.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

  private final EmbeddedKafka kafka;
  private final Admin admin;

  private TestBroker(EmbeddedKafka kafka) {
    this.kafka = kafka;
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  static TestBroker start(Path folder) throws IOException {
    return new TestBroker(EmbeddedKafka.start(folder, 0));
  }

  String address() {
    return kafka.bootstrapServers();
  }

  Admin admin() {
    return admin;
  }

  String topic(int partitions) throws ExecutionException, InterruptedException {
    return create(partitions, Map.of());
  }

  String compactedTopic(int partitions) throws ExecutionException, InterruptedException {
    return create(partitions, Map.of("cleanup.policy", "compact"));
  }

  private String create(int partitions, Map<String, String> config)
      throws ExecutionException, InterruptedException {
    var name = unique("topic");
    var topic = new NewTopic(name, partitions, (short) 1).configs(config);
    admin.createTopics(List.of(topic)).all().get();
    return name;
  }

  static String unique(String prefix) {
    return prefix + "-" + UUID.randomUUID();
  }

  @Override
  public void close() {
    admin.close();
    kafka.close();
  }
}
