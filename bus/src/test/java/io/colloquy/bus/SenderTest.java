package io.colloquy.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.Packet;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SenderTest {

  private static TestBroker broker;

  @BeforeAll
  static void startBroker(@TempDir Path folder) throws Exception {
    broker = TestBroker.start(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void recordsOfOneKeyStayInOrderAndInOnePartition() throws Exception {
    var topic = broker.topic(6);
    var arrived = new CopyOnWriteArrayList<Delivery>();
    try (var sender = Sender.live(broker.address());
        var _ = read(topic, arrived)) {
      var sent = new ArrayList<CompletableFuture<Void>>();
      for (int number = 0; number < 300; number++) {
        var key = "conv_" + number % 5;
        sent.add(sender.send(topic, key, text(Integer.toString(number))).toCompletableFuture());
      }
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
      await().until(() -> arrived.size() == 300);
    }

    for (int key = 0; key < 5; key++) {
      var id = "conv_" + key;
      var own = arrived.stream().filter(delivery -> delivery.key().equals(id)).toList();
      int first = key;
      assertThat(own)
          .extracting(SenderTest::text)
          .containsExactlyElementsOf(
              IntStream.range(0, 60).mapToObj(i -> Integer.toString(first + 5 * i)).toList());
      assertThat(own).extracting(Delivery::partition).containsOnly(own.getFirst().partition());
    }
  }

  @Test
  void aRecordForAPartitionArrivesThereWithItsHeadersAndWithoutAKey() throws Exception {
    var topic = broker.topic(6);
    var arrived = new CopyOnWriteArrayList<Delivery>();
    try (var sender = Sender.durable(broker.address());
        var _ = read(topic, arrived)) {
      var packet = new Packet(Map.of("kind", "audio", "seq", "ü7"), new byte[] {-1, 0, 1});
      sender.send(topic, 4, packet).toCompletableFuture().get(30, TimeUnit.SECONDS);
      await().until(() -> arrived.size() == 1);
    }

    var delivery = arrived.getFirst();
    assertThat(delivery.topic()).isEqualTo(topic);
    assertThat(delivery.partition()).isEqualTo(4);
    assertThat(delivery.key()).isEmpty();
    assertThat(delivery.packet().headers()).isEqualTo(Map.of("kind", "audio", "seq", "ü7"));
    assertThat(delivery.packet().body()).containsExactly(-1, 0, 1);
  }

  @Test
  void whatCannotBeSentFailsItsStageAndIsNotThrown() throws Exception {
    var topic = broker.topic(1);
    var sender = Sender.live(broker.address());
    var tooLarge = sender.send(topic, "k", new Packet(Map.of(), new byte[9_000_000]));
    sender.close();
    var tooLate = sender.send(topic, "k", text("late"));

    for (var stage : List.of(tooLarge, tooLate)) {
      assertThatThrownBy(() -> stage.toCompletableFuture().get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void closingSendsWhatStillWaits() throws Exception {
    var topic = broker.topic(1);
    var arrived = new CopyOnWriteArrayList<Delivery>();
    try (var _ = read(topic, arrived)) {
      var sender = Sender.durable(broker.address());
      for (int number = 0; number < 100; number++) {
        var _ = sender.send(topic, "k", text(Integer.toString(number)));
      }
      sender.close();
      await().until(() -> arrived.size() == 100);
    }
  }

  private static Inbox read(String topic, List<Delivery> arrived) {
    return Inbox.ofGroup(
        broker.address(),
        new Inbox.Group(TestBroker.unique("group"), Optional.empty()),
        Set.of(topic),
        Inbox.Ownership.unobserved(),
        arrived::add);
  }

  private static Packet text(String text) {
    return new Packet(Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Delivery delivery) {
    return new String(delivery.packet().body(), StandardCharsets.UTF_8);
  }
}
