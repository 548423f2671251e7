package io.colloquy.analysis.aftercall;

import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.started;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.analysis.Publisher;
import io.colloquy.analysis.blobs.BlobStore;
import io.colloquy.analysis.evaluation.FakeCascade;
import io.colloquy.analysis.evaluation.FakeCascade.Reply;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.event.CloudEvent;
import io.colloquy.contracts.event.ConversationDeleted;
import io.colloquy.contracts.event.ConversationDeleted.Reason;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an agent's settings, or somebody's request, to what is gone and who is told. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
@WithTestResource(FakeCascade.class)
class DeletionOverKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long END = START + 60;
  private static final long DAY = 86_400;

  @Inject Pool pool;
  @Inject BlobStore blobs;

  private final String agent = Ids.agent();
  private final String call = Ids.conversation();
  private Publisher publisher;
  private int saves;

  @BeforeEach
  void connect() {
    publisher = new Publisher();
    FakeCascade.answersWith(
        _ -> Reply.text("{\"title\": \"T\", \"summary\": \"S\", \"successful\": \"success\"}"));
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void aCallIsKeptForTwoYearsWhereItsAgentSaysNothing() {
    anAgentThatKeeps("");
    aCall();

    var settings = awaitStatus("done").<Map<String, Object>>get("metadata.deletion_settings");

    assertThat(settings)
        .containsEntry("deletion_time_unix_secs", (int) (END + 730 * DAY))
        .containsEntry("delete_transcript_and_pii", true)
        .containsEntry("delete_audio", true)
        .containsEntry("deleted_transcript_at_time_unix_secs", null)
        .containsEntry("deleted_audio_at_time_unix_secs", null)
        .containsEntry("deleted_logs_at_time_unix_secs", null);
  }

  @Test
  void whatHasHadItsTimeGoesAndOthersAreTold() throws Exception {
    aRecording();
    anAgentThatKeeps("\"retention_days\": 30");
    aCall();

    awaitShell();

    var shell = get();
    assertThat(shell.getString("status")).isEqualTo("done");
    assertThat(shell.getInt("metadata.call_duration_secs")).isEqualTo(60);
    assertThat(shell.getString("analysis.call_successful")).isEqualTo("success");
    assertThat(shell.getString("analysis.transcript_summary")).isEmpty();
    assertThat(shell.getList("transcript")).isEmpty();
    assertThat(shell.getString("user_id")).isNull();
    assertThat(shell.getMap("conversation_initiation_client_data.dynamic_variables")).isEmpty();
    assertThat(shell.getBoolean("has_audio")).isFalse();
    when().get(address() + "/audio").then().statusCode(404);
    given()
        .post(address() + "/analysis/run")
        .then()
        .statusCode(409)
        .body("detail.status", equalTo("conversation_deleted"));
    awaitNoBlobs();
    assertThat(told().data().reason()).isEqualTo(Reason.RETENTION);
  }

  @Test
  void aShorterTimeHoldsForOlderCallsOnceTheAgentSaysSo() {
    anAgentThatKeeps("");
    aCall();
    awaitStatus("done");

    anAgentThatKeeps("\"retention_days\": 1000, \"apply_to_existing_conversations\": true");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                get().getLong("metadata.deletion_settings.deletion_time_unix_secs")
                    == END + 1000 * DAY);

    anAgentThatKeeps("\"retention_days\": 30, \"apply_to_existing_conversations\": true");
    awaitShell();
  }

  @Test
  void whoDeletesACallDeletesItsSoundAndOthersAreTold() throws Exception {
    aRecording();
    anAgentThatKeeps("");
    aCall();
    assertThat(awaitStatus("done").getBoolean("has_audio")).isTrue();

    when().delete(address()).then().statusCode(200);

    when().get(address()).then().statusCode(404);
    when().get(address() + "/audio").then().statusCode(404);
    awaitNoBlobs();
    var event = told();
    assertThat(event.id()).isEqualTo(call + ".deleted");
    assertThat(event.data().reason()).isEqualTo(Reason.REQUEST);
    assertThat(event.data().agentId()).isEqualTo(agent);
  }

  private void anAgentThatKeeps(String privacy) {
    publisher.publish(
        Topics.AGENTS,
        agent,
        Map.of(),
        """
        {"agent_id": "%s", "metadata": {"updated_at_unix_secs": %d},
         "platform_settings": {"privacy": {%s}}}
        """
            .formatted(agent, ++saves, privacy));
  }

  private void aCall() {
    publisher.publish(started(call, agent, START, Optional.of("user_1")));
    publisher.publish(turn("I am Zoë."));
    publisher.publish(new Ended(call, agent, START, END, 1, "Zoë hung up.", Optional.empty()));
  }

  private TranscriptTurn turn(String message) {
    return new TranscriptTurn(
        call,
        agent,
        0,
        TranscriptTurn.Role.USER,
        message,
        0,
        false,
        Optional.empty(),
        Optional.of("text"),
        Map.of(),
        List.of());
  }

  private void aRecording() throws IOException {
    blobs.put("recordings/" + call + "/call.mp3", new byte[] {1, 2, 3});
    pool.preparedQuery(
            """
            insert into analysis.recording (conversation_id, state, heard_at, complete, finished_at,
              duration_ms, has_user, has_agent, parts_kept)
            values ($1, 'FINISHED', now(), true, now(), 1000, true, true, false)
            """)
        .executeAndAwait(Tuple.of(call));
  }

  private void awaitShell() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                when().get(address()).statusCode() == 200
                    && get().get("metadata.deletion_settings.deleted_transcript_at_time_unix_secs")
                        != null);
  }

  private void awaitNoBlobs() {
    await().atMost(PATIENCE).until(() -> blobs.list("recordings/" + call + "/").isEmpty());
  }

  private CloudEvent<ConversationDeleted> told() {
    try (var listener = new Listener(Topics.CONVERSATIONS)) {
      return listener.events(call, 3, ConversationDeleted.class).getLast();
    }
  }

  private String address() {
    return "/v1/convai/conversations/" + call;
  }

  private JsonPath get() {
    return when().get(address()).jsonPath();
  }

  private JsonPath awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> when().get(address()).then().statusCode(200).body("status", equalTo(status)));
    return get();
  }
}
