package io.colloquy.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicPlanTest {

  private TestBroker broker;

  @BeforeEach
  void startBroker(@TempDir Path folder) throws Exception {
    broker = TestBroker.start(folder);
  }

  @AfterEach
  void stopBroker() {
    broker.close();
  }

  @Test
  void everyTopicExistsWithItsPartitionsAndRetention() throws Exception {
    TopicPlan.ensure(broker.address(), (short) 1);

    for (var plan : Topics.ALL) {
      assertThat(partitions(plan.name())).as(plan.name()).isEqualTo(plan.partitions());
      switch (plan.retention()) {
        case Topics.Retention.For(long millis) -> {
          assertThat(setting(plan.name(), "retention.ms")).isEqualTo(Long.toString(millis));
          assertThat(setting(plan.name(), "cleanup.policy")).isEqualTo("delete");
        }
        case Topics.Retention.Compacted() ->
            assertThat(setting(plan.name(), "cleanup.policy")).isEqualTo("compact");
      }
    }
  }

  @Test
  void whatIsThereAlreadyIsLeftAlone() throws Exception {
    broker.admin().createTopics(List.of(new NewTopic(Topics.AGENTS, 3, (short) 1))).all().get();

    TopicPlan.ensure(broker.address(), (short) 1);
    TopicPlan.ensure(broker.address(), (short) 1);

    assertThat(partitions(Topics.AGENTS)).isEqualTo(3);
    assertThat(partitions(Topics.AUDIO_OUT)).isEqualTo(Topics.EDGE_PARTITIONS);
  }

  @Test
  void severalMayEnsureTheTopicsAtTheSameTime() throws Exception {
    Callable<Void> ensure =
        () -> {
          TopicPlan.ensure(broker.address(), (short) 1);
          return null;
        };
    try (var starters = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var starter : starters.invokeAll(List.of(ensure, ensure, ensure))) {
        starter.get();
      }
    }

    assertThat(broker.admin().listTopics().names().get())
        .containsAll(Topics.ALL.stream().map(Topics.Plan::name).toList());
  }

  @Test
  void aRecordOfSeveralMebibytesPasses() throws Exception {
    TopicPlan.ensure(broker.address(), (short) 1);
    var body = new byte[TopicPlan.MAX_RECORD_BYTES - 1024];

    try (var sender = Sender.durable(broker.address());
        var copy = LocalCopy.of(broker.address(), Topics.AGENTS, sizes())) {
      sender
          .send(Topics.AGENTS, "large", new Packet(Map.of(), body))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      await().until(() -> copy.get("large").isPresent());
      assertThat(copy.get("large")).contains(body.length);
    }
  }

  private static Codec<Integer> sizes() {
    return new Codec<>() {
      @Override
      public Packet encode(Integer size) {
        return new Packet(Map.of(), new byte[size]);
      }

      @Override
      public Integer decode(Packet packet) {
        return packet.body().length;
      }
    };
  }

  private int partitions(String topic) throws Exception {
    var described = broker.admin().describeTopics(List.of(topic)).allTopicNames().get();
    return described.get(topic).partitions().size();
  }

  private String setting(String topic, String name) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return broker
        .admin()
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get(name)
        .value();
  }
}
