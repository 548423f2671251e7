package io.colloquy.analysis;

import static io.colloquy.analysis.Samples.AGENT;
import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.failed;
import static io.colloquy.analysis.Samples.interruptedTurn;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackboneResource.class)
class HistoryOverKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String id = Ids.conversation();
  private Publisher publisher;

  @BeforeEach
  void connect() {
    publisher = new Publisher();
  }

  @AfterEach
  void disconnect() {
    publisher.close();
  }

  @Test
  void aCallCanBeReadWithItsTranscriptOnceItIsOver() {
    publisher.publish(started(id));
    publisher.publish(turn(id, 0));
    publisher.publish(turn(id, 1));
    publisher.publish(interruptedTurn(id, 2));
    publisher.publish(ended(id, 3));

    var call = awaitStatus(id, "done");

    assertThat(call.getString("agent_id")).isEqualTo(AGENT);
    assertThat(call.getString("agent_name")).isEqualTo("Ada");
    assertThat(call.getString("user_id")).isEqualTo("user_1");
    assertThat(call.getList("transcript.role")).isEqualTo(List.of("agent", "user", "agent"));
    assertThat(call.getList("transcript.message"))
        .isEqualTo(List.of("turn 0", "turn 1", "We open"));
    assertThat(call.getList("transcript.time_in_call_secs")).isEqualTo(List.of(0, 3, 6));
    assertThat(call.getString("transcript[0].agent_metadata.agent_id")).isEqualTo(AGENT);
    assertThat(
            call.getDouble(
                "transcript[0].conversation_turn_metrics.metrics.convai_llm_service_ttfb.elapsed_time"))
        .isEqualTo(0.1205);
    assertThat(call.getBoolean("transcript[2].interrupted")).isTrue();
    assertThat(call.getString("transcript[2].original_message")).isEqualTo("We open at nine.");
    assertThat(call.getLong("metadata.start_time_unix_secs")).isEqualTo(START);
    assertThat(call.getInt("metadata.call_duration_secs")).isEqualTo(60);
    assertThat(call.getString("metadata.termination_reason")).isEqualTo("The user hung up.");
    assertThat(call.getString("metadata.authorization_method")).isEqualTo("public");
    assertThat(call.getString("metadata.main_language")).isEqualTo("en");
    assertThat(call.getString("metadata.conversation_initiation_source")).isEqualTo("js_sdk");
    assertThat(call.getMap("conversation_initiation_client_data.dynamic_variables"))
        .isEqualTo(Map.of("name", "Zoë", "age", 41));
    assertThat(call.getString("conversation_initiation_client_data.source_info.version"))
        .isEqualTo("1.25.0");
    assertThat(call.getString("analysis.call_successful")).isEqualTo("unknown");
    assertThat(call.getBoolean("has_audio")).isFalse();
  }

  @Test
  void aRunningCallShowsWhatWasSaidSoFar() {
    publisher.publish(started(id));
    awaitStatus(id, "initiated");

    publisher.publish(turn(id, 0));
    assertThat(awaitStatus(id, "in-progress").getList("transcript")).hasSize(1);

    publisher.publish(ended(id, 2));
    awaitStatus(id, "processing");

    publisher.publish(turn(id, 1));
    assertThat(awaitStatus(id, "done").getList("transcript")).hasSize(2);
  }

  @Test
  void aFailedCallTellsWhy() {
    publisher.publish(started(id));
    publisher.publish(failed(id, 0));

    var call = awaitStatus(id, "failed");

    assertThat(call.getInt("metadata.error.code")).isEqualTo(1011);
    assertThat(call.getString("metadata.error.reason")).isEqualTo("The model did not answer.");
  }

  @Test
  void disorderAndDuplicatesGiveTheSameAnswerAsOrder() {
    var inOrder = Ids.conversation();
    eventsOf(inOrder).forEach(Runnable::run);
    var expected = awaitStatus(inOrder, "done").prettify().replace(inOrder, "ID");

    for (int seed = 0; seed < 8; seed++) {
      var shuffled = Ids.conversation();
      var events = new ArrayList<>(eventsOf(shuffled));
      events.addAll(eventsOf(shuffled));
      Collections.shuffle(events, new Random(seed));
      events.forEach(Runnable::run);

      var answer = awaitStatus(shuffled, "done").prettify().replace(shuffled, "ID");
      assertThat(answer).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void aTurnThatOvertakesTheStartIsShownOnceTheStartIsHere() {
    publisher.publish(turn(id, 0));
    var other = Ids.conversation();
    publisher.publish(turn(other, 0));
    publisher.publish(started(other));
    awaitStatus(other, "in-progress");
    when().get("/v1/convai/conversations/" + id).then().statusCode(404);

    publisher.publish(started(id));

    assertThat(awaitStatus(id, "in-progress").getList("transcript")).hasSize(1);
  }

  @Test
  void malformedRecordsAreCountedAndBlockNobody() {
    double before = malformed();
    for (var topic : List.of(Topics.CONVERSATIONS, Topics.TRANSCRIPTS)) {
      publisher.publish(topic, id, Map.of(), "not even JSON");
      publisher.publish(topic, id, headers("io.colloquy.transcript.turn.v1"), "{\"index\":");
      publisher.publish(topic, id, headers("io.colloquy.conversation.started.v1"), "null");
    }
    publisher.publish(started(id));
    publisher.publish(turn(id, 0));

    awaitStatus(id, "in-progress");
    // A record may come twice when the consumers share out the partitions anew.
    assertThat(malformed()).isGreaterThanOrEqualTo(before + 6);
  }

  @Test
  void textThatPostgresqlCannotStoreAsItIsDoesNotBlockTheCall() {
    publisher.publish(started(id));
    var packet = turn(id, 0).event(Instant.now()).encode();
    var body = new String(packet.body(), StandardCharsets.UTF_8);
    publisher.publish(
        Topics.TRANSCRIPTS, id, packet.headers(), body.replace("turn 0", "a\\u0000b"));

    assertThat(awaitStatus(id, "in-progress").getString("transcript[0].message"))
        .isEqualTo("a\uFFFDb");
  }

  @Test
  void aDeletedCallIsGoneAndLateEventsDoNotBringItBack() {
    publisher.publish(started(id));
    publisher.publish(turn(id, 0));
    awaitStatus(id, "in-progress");

    when()
        .delete("/v1/convai/conversations/" + id)
        .then()
        .statusCode(200)
        .body("size()", equalTo(0));

    double before = outcomes("forgotten");
    publisher.publish(started(id));
    publisher.publish(turn(id, 1));
    publisher.publish(ended(id, 2));
    await().atMost(PATIENCE).until(() -> outcomes("forgotten") >= before + 3);
    when().get("/v1/convai/conversations/" + id).then().statusCode(404);
    when().delete("/v1/convai/conversations/" + id).then().statusCode(404);
    given()
        .queryParam("user_id", "user_1")
        .queryParam("page_size", 100)
        .get("/v1/convai/conversations")
        .then()
        .body("conversations.findAll { it.conversation_id == '" + id + "' }.size()", equalTo(0));
  }

  @Test
  void aConversationThatNobodyKnowsIsNotFound() {
    when()
        .get("/v1/convai/conversations/conv_nobody")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("conversation_not_found"))
        .body("detail.message", equalTo("There is no conversation with the id 'conv_nobody'."));
    when()
        .delete("/v1/convai/conversations/conv_nobody")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("conversation_not_found"));
  }

  @Test
  void theServiceIsReadyWhenItReadsAndReachesItsDatabase() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> when().get("/q/health/ready").then().statusCode(200));
    var checks = when().get("/q/health/ready").jsonPath();
    assertThat(checks.getList("checks.name", String.class))
        .anyMatch(name -> name.contains("Reactive Messaging"))
        .anyMatch(name -> name.contains("PostgreSQL"));
    when().get("/q/health/live").then().statusCode(200);
  }

  private List<Runnable> eventsOf(String conversation) {
    return List.of(
        () -> publisher.publish(started(conversation)),
        () -> publisher.publish(turn(conversation, 0)),
        () -> publisher.publish(turn(conversation, 1)),
        () -> publisher.publish(interruptedTurn(conversation, 2)),
        () -> publisher.publish(turn(conversation, 3)),
        () -> publisher.publish(ended(conversation, 4)));
  }

  private static JsonPath awaitStatus(String conversation, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                when()
                    .get("/v1/convai/conversations/" + conversation)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo(status)));
    return when().get("/v1/convai/conversations/" + conversation).jsonPath();
  }

  private static Map<String, String> headers(String type) {
    return Map.of(
        "ce_specversion", "1.0",
        "ce_id", "x",
        "ce_type", type,
        "ce_source", "/test",
        "ce_subject", "x",
        "ce_time", "2026-11-23T08:00:00Z",
        "content-type", "application/json");
  }

  private static double malformed() {
    return outcomes("malformed");
  }

  private static double outcomes(String outcome) {
    return when()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("colloquy_analysis_events_seconds_count"))
        .filter(line -> line.contains("outcome=\"" + outcome + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
