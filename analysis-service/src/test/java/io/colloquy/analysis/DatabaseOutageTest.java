package io.colloquy.analysis;

import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(FickleDatabase.class)
class DatabaseOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Opens and shuts the door to the database. */
  Consumer<Boolean> database;

  private Publisher publisher;

  @BeforeEach
  void connect() {
    publisher = new Publisher();
  }

  @AfterEach
  void disconnect() {
    database.accept(true);
    publisher.close();
  }

  @Test
  void anOutageDelaysCallsAndLosesNone() throws Exception {
    var before = Ids.conversation();
    publish(before);
    awaitDone(before);
    awaitAllCommitted();
    long committed = committed();

    database.accept(false);
    var during = List.of(Ids.conversation(), Ids.conversation(), Ids.conversation());
    during.forEach(this::publish);
    await().atMost(PATIENCE).until(() -> retries() >= 4);
    assertThat(committed()).isEqualTo(committed);
    when()
        .get("/v1/convai/conversations/" + before)
        .then()
        .statusCode(503)
        .body("detail.status", equalTo("history_unavailable"));
    when().get("/q/health/ready").then().statusCode(503);
    when().get("/q/health/live").then().statusCode(200);

    database.accept(true);
    during.forEach(DatabaseOutageTest::awaitDone);
    awaitDone(before);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
    awaitAllCommitted();
    assertThat(committed()).isEqualTo(committed + 12);
  }

  @Test
  void callsThatComeWhileTheConnectionBreaksAgainAndAgainAreAllComplete() {
    var calls = List.of(Ids.conversation(), Ids.conversation(), Ids.conversation());
    for (var call : calls) {
      publish(call);
      database.accept(false);
      database.accept(true);
    }

    calls.forEach(DatabaseOutageTest::awaitDone);
  }

  private void publish(String id) {
    publisher.publish(started(id));
    publisher.publish(turn(id, 0));
    publisher.publish(turn(id, 1));
    publisher.publish(ended(id, 2));
  }

  private static void awaitDone(String id) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                when()
                    .get("/v1/convai/conversations/" + id)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("done"))
                    .body("transcript.size()", equalTo(2)));
  }

  private static double retries() {
    return when()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("colloquy_analysis_retries_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static void awaitAllCommitted() {
    await().atMost(PATIENCE).until(() -> committed() == published());
  }

  /** How many records the group has acknowledged, of both topics. */
  private static long committed() throws Exception {
    try (var admin = admin()) {
      return admin
          .listConsumerGroupOffsets("analysis")
          .partitionsToOffsetAndMetadata()
          .get()
          .values()
          .stream()
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  private static long published() throws Exception {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (var topic : List.of(Topics.CONVERSATIONS, Topics.TRANSCRIPTS)) {
      for (int partition = 0; partition < Topics.CONVERSATION_PARTITIONS; partition++) {
        latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    try (var admin = admin()) {
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(ListOffsetsResultInfo::offset)
          .sum();
    }
  }

  private static Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)));
  }
}
