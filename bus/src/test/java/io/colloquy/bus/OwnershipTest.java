package io.colloquy.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.Packet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who owns which partitions, as members of one group come, restart and die. */
class OwnershipTest {

  /** Odd, so that dealing partitions out in turn would tear the topics apart. */
  private static final int PARTITIONS = 7;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static TestBroker broker;
  private static Sender sender;

  private String group;
  private Set<String> topics;
  private final List<Member> members = new CopyOnWriteArrayList<>();

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

  @BeforeEach
  void createTopics() throws Exception {
    group = TestBroker.unique("group");
    topics = new HashSet<>();
    for (int topic = 0; topic < 3; topic++) {
      topics.add(broker.topic(PARTITIONS));
    }
  }

  @AfterEach
  void closeMembers() {
    members.forEach(Member::close);
  }

  @Test
  void oneMemberOwnsEverything() {
    var only = join("a");

    await().atMost(PATIENCE).until(() -> only.owned().equals(all()));
  }

  @Test
  void whoOwnsAPartitionOfOneTopicOwnsItOfAllThree() throws Exception {
    var a = join("a");
    var b = join("b");
    awaitShared(a, b);

    for (var topic : topics) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        send(topic, partition);
      }
    }

    int records = topics.size() * PARTITIONS;
    await().atMost(PATIENCE).until(() -> a.records() + b.records() == records);
    for (var member : List.of(a, b)) {
      assertThat(member.readFrom.keySet()).isEqualTo(member.owned());
      assertThat(member.readFrom.values()).allSatisfy(seen -> assertThat(seen).isEqualTo(topics));
    }
  }

  @Test
  void aNamedMemberThatRestartsTakesItsPartitionsBackAndNobodyElseNotices() {
    var a = join("a");
    var b = join("b");
    awaitShared(a, b);
    var before = a.owned();
    int changesOfB = b.changes.get();

    a.close();
    var restarted = join("a");

    await().atMost(PATIENCE).until(() -> restarted.owned().equals(before));
    assertThat(b.changes.get()).isEqualTo(changesOfB);
  }

  @Test
  void theOthersTakeOverWhenANamedMemberStaysAway() {
    var a = join("a");
    var b = join("b");
    awaitShared(a, b);

    a.close();

    // Not before the session timeout of 6 s: until then it may come back.
    await().atMost(PATIENCE).until(() -> b.owned().equals(all()));
  }

  @Test
  void theOthersTakeOverAtOnceWhenAnUnnamedMemberLeaves() {
    var a = joinUnnamed();
    var b = joinUnnamed();
    awaitShared(a, b);

    a.close();

    await().atMost(Duration.ofSeconds(30)).until(() -> b.owned().equals(all()));
  }

  @Test
  void aMemberIsToldOfItsPartitionsBeforeTheirFirstRecord() throws Exception {
    for (var topic : topics) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        send(topic, partition);
      }
    }

    var only = join("a");

    await().atMost(PATIENCE).until(() -> only.records() == topics.size() * PARTITIONS);
    assertThat(only.strangers.get()).isZero();
  }

  private static Set<Integer> all() {
    return IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet());
  }

  private static void awaitShared(Member a, Member b) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              var together = new HashSet<>(a.owned());
              together.addAll(b.owned());
              return Math.min(a.owned().size(), b.owned().size()) == PARTITIONS / 2
                  && a.owned().size() + b.owned().size() == PARTITIONS
                  && together.equals(all());
            });
  }

  private Member join(String instance) {
    return join(Optional.of(group + "-" + instance));
  }

  private Member joinUnnamed() {
    return join(Optional.empty());
  }

  private Member join(Optional<String> instance) {
    var member = new Member(new Inbox.Group(group, instance), topics);
    members.add(member);
    return member;
  }

  private static void send(String topic, int partition) throws Exception {
    sender
        .send(topic, partition, new Packet(Map.of(), new byte[] {1}))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  /** Keeps what an inbox told it. */
  private static final class Member implements Inbox.Ownership, AutoCloseable {
    private final Set<Integer> owned = new ConcurrentSkipListSet<>();
    private final Map<Integer, Set<String>> readFrom = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicInteger records = new AtomicInteger();
    private final Inbox inbox;

    Member(Inbox.Group group, Set<String> topics) {
      this.inbox = Inbox.ofGroup(broker.address(), group, topics, this, this::take);
    }

    private void take(Delivery delivery) {
      if (!owned.contains(delivery.partition())) {
        strangers.incrementAndGet();
      }
      readFrom
          .computeIfAbsent(delivery.partition(), p -> ConcurrentHashMap.newKeySet())
          .add(delivery.topic());
      records.incrementAndGet();
    }

    @Override
    public void gained(Set<Integer> partitions) {
      owned.addAll(partitions);
      changes.incrementAndGet();
    }

    @Override
    public void lost(Set<Integer> partitions) {
      owned.removeAll(partitions);
      changes.incrementAndGet();
    }

    Set<Integer> owned() {
      return Set.copyOf(owned);
    }

    int records() {
      return records.get();
    }

    @Override
    public void close() {
      inbox.close();
    }
  }
}
