package io.colloquy.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.backbone.EmbeddedKafka;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  record Price(int cents) {
    static final Codec<Price> CODEC = Json.codec(Price.class);
  }

  private static TestBroker broker;
  private static Sender sender;

  @BeforeAll
  static void startBroker(@TempDir Path folder) throws Exception {
    broker = TestBroker.start(folder);
    sender = Sender.durable(broker.address());
  }

  @AfterAll
  static void stopBroker() {
    sender.close();
    broker.close();
  }

  @Test
  void holdsTheLastEntryOfEachKeyThatWasThereBeforeItStarted() throws Exception {
    var topic = broker.compactedTopic(3);
    for (int cents = 1; cents <= 50; cents++) {
      put(topic, "key-" + cents % 10, new Price(cents));
    }

    try (var copy = LocalCopy.of(broker.address(), topic, Price.CODEC)) {
      assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();

      for (int key = 0; key < 10; key++) {
        assertThat(copy.get("key-" + key)).contains(new Price(key == 0 ? 50 : 40 + key));
      }
      assertThat(copy.get("key-10")).isEmpty();
      assertThat(copy.isCaughtUp()).isTrue();
    }
  }

  @Test
  void seesChangesAndDeletionsWhileItRuns() throws Exception {
    var topic = broker.compactedTopic(3);
    put(topic, "kept", new Price(1));
    put(topic, "gone", new Price(2));
    try (var copy = LocalCopy.of(broker.address(), topic, Price.CODEC)) {
      assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();

      put(topic, "kept", new Price(3));
      put(topic, "new", new Price(4));
      sender.delete(topic, "gone").toCompletableFuture().get(30, TimeUnit.SECONDS);

      await().until(() -> copy.get("gone").isEmpty());
      await().until(() -> copy.get("kept").equals(Optional.of(new Price(3))));
      await().until(() -> copy.get("new").isPresent());
    }
  }

  @Test
  void aKeyThatWasDeletedBeforeItStartedIsNotThere() throws Exception {
    var topic = broker.compactedTopic(1);
    put(topic, "gone", new Price(2));
    sender.delete(topic, "gone").toCompletableFuture().get(30, TimeUnit.SECONDS);

    try (var copy = LocalCopy.of(broker.address(), topic, Price.CODEC)) {
      assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(copy.get("gone")).isEmpty();
    }
  }

  @Test
  void anEntryThatCannotBeReadIsSkippedAndTheOneBeforeItStays() throws Exception {
    var topic = broker.compactedTopic(1);
    put(topic, "a", new Price(1));
    send(topic, "a", "{\"cents\":");
    send(topic, "a", "null");
    put(topic, "b", new Price(2));

    try (var copy = LocalCopy.of(broker.address(), topic, Price.CODEC)) {
      assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(copy.get("a")).contains(new Price(1));
      assertThat(copy.get("b")).contains(new Price(2));
    }
  }

  @Test
  void aCodecThatBreaksDoesNotEndTheCopy() throws Exception {
    var topic = broker.compactedTopic(1);
    put(topic, "bad", new Price(13));
    put(topic, "good", new Price(14));

    try (var copy = LocalCopy.of(broker.address(), topic, new Superstitious())) {
      assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();
      assertThat(copy.get("bad")).isEmpty();
      assertThat(copy.get("good")).contains(new Price(14));
      assertThat(copy.isCaughtUp()).isTrue();
    }
  }

  @Test
  void anEmptyTopicIsCaughtUpWithAtOnce() throws Exception {
    try (var copy = LocalCopy.of(broker.address(), broker.compactedTopic(2), Price.CODEC)) {
      assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();
    }
  }

  @Test
  void aClosedCopyDoesNotClaimToBeCurrent() throws Exception {
    var copy = LocalCopy.of(broker.address(), broker.compactedTopic(1), Price.CODEC);
    assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();

    copy.close();

    assertThat(copy.isCaughtUp()).isFalse();
  }

  @Test
  void waitsForABrokerAndATopicThatComeLater(@TempDir Path folder) throws Exception {
    int port = freePort();
    try (var copy = LocalCopy.of("127.0.0.1:" + port, Topics.AGENTS, Price.CODEC);
        var late = EmbeddedKafka.start(folder, port);
        var lateSender = Sender.durable(late.bootstrapServers())) {
      assertThat(copy.isCaughtUp()).isFalse();
      TopicPlan.ensure(late.bootstrapServers(), (short) 1);
      lateSender
          .send(Topics.AGENTS, "a", Price.CODEC.encode(new Price(1)))
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);

      assertThat(copy.awaitCaughtUp(PATIENCE)).isTrue();
      await().until(() -> copy.get("a").isPresent());
    }
  }

  /** Fails in a way that no codec should. */
  private static final class Superstitious implements Codec<Price> {
    @Override
    public Packet encode(Price price) {
      return Price.CODEC.encode(price);
    }

    @Override
    public Price decode(Packet packet) {
      var price = Price.CODEC.decode(packet);
      if (price.cents() == 13) {
        throw new IllegalArgumentException("13");
      }
      return price;
    }
  }

  private static void put(String topic, String key, Price price) throws Exception {
    sender
        .send(topic, key, Price.CODEC.encode(price))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static void send(String topic, String key, String body) throws Exception {
    var packet = new Packet(Map.of(), body.getBytes(StandardCharsets.UTF_8));
    sender.send(topic, key, packet).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
