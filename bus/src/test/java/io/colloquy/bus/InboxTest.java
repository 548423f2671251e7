package io.colloquy.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.Packet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

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
  void aNewGroupReadsWhatWasSentBeforeItsFirstMemberCame() throws Exception {
    var topic = broker.topic(2);
    send(topic, 0, "early");
    send(topic, 1, "bird");
    var arrived = new CopyOnWriteArrayList<String>();

    try (var _ = group(topic, delivery -> arrived.add(text(delivery)))) {
      await().untilAsserted(() -> assertThat(arrived).containsExactlyInAnyOrder("early", "bird"));
    }
  }

  @Test
  void whatWasHandedOverIsNotReadAgainAfterAnOrderlyRestart() throws Exception {
    var topic = broker.topic(1);
    var group = TestBroker.unique("group");
    var first = new CopyOnWriteArrayList<String>();
    var second = new CopyOnWriteArrayList<String>();
    send(topic, 0, "one");
    try (var _ = group(group, topic, delivery -> first.add(text(delivery)))) {
      await().until(() -> first.size() == 1);
    }
    send(topic, 0, "two");

    try (var _ = group(group, topic, delivery -> second.add(text(delivery)))) {
      await().until(() -> !second.isEmpty());
    }

    assertThat(first).containsExactly("one");
    assertThat(second).containsExactly("two");
  }

  @Test
  void aMalformedRecordIsCountedAndSkippedAndABrokenHandlerStopsNobody() throws Exception {
    var topic = broker.topic(1);
    var arrived = new CopyOnWriteArrayList<String>();
    Consumer<Delivery> handler =
        delivery -> {
          switch (text(delivery)) {
            case "malformed" -> throw new Packet.MalformedPacket("as the test wants");
            case "poison" -> throw new IllegalStateException("as the test wants");
            case String good -> arrived.add(good);
          }
        };
    for (var text : List.of("one", "malformed", "two", "poison", "malformed", "three")) {
      send(topic, 0, text);
    }

    try (var inbox = group(topic, handler)) {
      await().until(() -> arrived.size() == 3);
      assertThat(arrived).containsExactly("one", "two", "three");
      assertThat(inbox.malformedRecords()).isEqualTo(2);
      assertThat(inbox.isReading()).isTrue();
    }
  }

  @Test
  void aRecordOfNoKeyAndNoValueIsHandedOverAsEmpty() throws Exception {
    var topic = broker.topic(1);
    var arrived = new CopyOnWriteArrayList<Delivery>();
    sender.delete(topic, "key").toCompletableFuture().get(30, TimeUnit.SECONDS);
    send(topic, 0, "");

    try (var _ = group(topic, arrived::add)) {
      await().until(() -> arrived.size() == 2);
    }

    assertThat(arrived).extracting(Delivery::key).containsExactly("key", "");
    assertThat(arrived).extracting(InboxTest::text).containsExactly("", "");
  }

  @Test
  void anInboxOfAPartitionReadsThatOneAloneAndOnlyWhatComesFromNowOn() throws Exception {
    var topic = broker.topic(3);
    send(topic, 1, "before");
    var arrived = new CopyOnWriteArrayList<String>();

    try (var inbox =
        Inbox.ofPartition(broker.address(), topic, 1, delivery -> arrived.add(text(delivery)))) {
      assertThat(inbox.awaitAssignment(PATIENCE)).isTrue();
      send(topic, 0, "next door");
      send(topic, 1, "mine");
      send(topic, 2, "next door");
      send(topic, 1, "mine too");

      await().until(() -> arrived.size() >= 2);
      assertThat(arrived).containsExactly("mine", "mine too");
    }
  }

  @Test
  void aClosedInboxReadsNoMore() throws Exception {
    var topic = broker.topic(1);
    var arrived = new CopyOnWriteArrayList<String>();
    var inbox = group(topic, delivery -> arrived.add(text(delivery)));
    assertThat(inbox.awaitAssignment(PATIENCE)).isTrue();
    assertThat(inbox.isReading()).isTrue();

    inbox.close();

    assertThat(inbox.isReading()).isFalse();
    send(topic, 0, "late");
    assertThat(arrived).isEmpty();
  }

  @Test
  void anInboxMayBeClosedByItsOwnHandler() throws Exception {
    var topic = broker.topic(1);
    var holder = new CopyOnWriteArrayList<Inbox>();
    var inbox = group(topic, delivery -> holder.getFirst().close());
    holder.add(inbox);

    send(topic, 0, "stop");

    await().until(() -> inbox.awaitAssignment(Duration.ZERO) && !inbox.isReading());
  }

  private static Inbox group(String topic, Consumer<Delivery> handler) {
    return group(TestBroker.unique("group"), topic, handler);
  }

  private static Inbox group(String group, String topic, Consumer<Delivery> handler) {
    return Inbox.ofGroup(
        broker.address(),
        new Inbox.Group(group, Optional.empty()),
        Set.of(topic),
        Inbox.Ownership.unobserved(),
        handler);
  }

  private static void send(String topic, int partition, String text) throws Exception {
    var packet = new Packet(Map.of(), text.getBytes(StandardCharsets.UTF_8));
    sender.send(topic, partition, packet).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static String text(Delivery delivery) {
    return new String(delivery.packet().body(), StandardCharsets.UTF_8);
  }
}
