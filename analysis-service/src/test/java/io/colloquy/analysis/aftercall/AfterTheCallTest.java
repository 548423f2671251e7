package io.colloquy.analysis.aftercall;

import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.started;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.analysis.Publisher;
import io.colloquy.analysis.evaluation.FakeCascade;
import io.colloquy.analysis.evaluation.FakeCascade.Reply;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.event.CloudEvent;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Failure;
import io.colloquy.contracts.event.PostCallAnalysis;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a conversation between its last word and the answer "done". */
@QuarkusTest
@WithTestResource(BackboneResource.class)
@WithTestResource(FakeCascade.class)
class AfterTheCallTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String JUDGED =
      """
      {"title": "Order 7", "summary": "Asks for order 7.", "successful": "unknown",
       "goal_1": {"result": "success", "rationale": "It greets."},
       "data_1": {"value": 7, "rationale": "The user names it."}}
      """;

  private final String agent = Ids.agent();
  private final String call = Ids.conversation();
  private Publisher publisher;

  @BeforeEach
  void anAgentThatIsToBePolite() {
    publisher = new Publisher();
    publisher.publish(
        Topics.AGENTS,
        agent,
        Map.of(),
        """
        {"agent_id": "%s",
         "conversation_config": {"agent": {"language": "en", "prompt": {"llm": "gpt-4o-mini"}}},
         "platform_settings": {
           "evaluation": {"criteria": [{"id": "polite", "name": "Polite", "type": "prompt",
             "conversation_goal_prompt": "It greets."}]},
           "data_collection": {"order": {"type": "integer", "description": "Which order"}}}}
        """
            .formatted(agent));
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void aCallIsProcessedUntilItIsJudgedByWhatItsAgentIsToDo() throws Exception {
    var judgement = new CountDownLatch(1);
    FakeCascade.answersWith(_ -> after(judgement, Reply.text(JUDGED)));
    say("Hello.", "Where is order 7?");

    end(Optional.empty());
    await().atMost(PATIENCE).until(() -> !FakeCascade.ASKED.isEmpty());
    assertThat(get().getString("status")).isEqualTo("processing");
    assertThat(get().<Object>get("analysis")).isNull();
    judgement.countDown();

    var record = awaitStatus("done");
    var asked = FakeCascade.ASKED.getFirst();
    assertThat(asked.path("model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(asked.at("/messages/1/content").asText()).contains("user: Where is order 7?");
    assertThat(record.getString("analysis.evaluation_criteria_results.polite.result"))
        .isEqualTo("success");
    assertThat(record.getInt("analysis.data_collection_results.order.value")).isEqualTo(7);
    assertThat(record.getString("analysis.call_successful")).isEqualTo("success");
    assertThat(record.getString("analysis.transcript_summary")).isEqualTo("Asks for order 7.");
    given()
        .queryParam("agent_id", agent)
        .queryParam("call_successful", "success")
        .queryParam("summary_mode", "include")
        .get("/v1/convai/conversations")
        .then()
        .body("conversations[0].conversation_id", equalTo(call))
        .body("conversations[0].transcript_summary", equalTo("Asks for order 7."))
        .body("conversations[0].call_summary_title", equalTo("Order 7"));
  }

  @Test
  void whatCameOfItIsPublishedForOtherSystems() throws Exception {
    FakeCascade.answersWith(_ -> Reply.text(JUDGED));
    say("Hello.", "Where is order 7?");
    end(Optional.empty());

    var event = published(1).getFirst();

    assertThat(event.id()).isEqualTo(call + ".analysis.1");
    assertThat(event.subject()).isEqualTo(call);
    assertThat(event.data().agentId()).isEqualTo(agent);
    assertThat(event.data().status()).isEqualTo("done");
    assertThat(event.data().analysis().callSuccessful()).isEqualTo(Success.SUCCESS);
    assertThat(event.data().analysis().evaluationCriteriaResults().get("polite").rationale())
        .isEqualTo("It greets.");
  }

  @Test
  void aModelThatIsAwayForAMomentIsAskedAgainLater() {
    FakeCascade.answersWith(
        _ -> FakeCascade.ASKED.size() == 1 ? Reply.failure(503, "busy") : Reply.text(JUDGED));
    say("Hello.", "Where is order 7?");
    end(Optional.empty());

    assertThat(awaitStatus("done").getString("analysis.call_successful")).isEqualTo("success");
  }

  @Test
  void aModelThatStaysAwayLeavesACallThatSaysSo() {
    FakeCascade.answersWith(_ -> new Reply(503, "{}", Map.of("retry-after", "1000")));
    say("Hello.", "Where is order 7?");
    end(Optional.empty());

    var record = awaitStatus("done");
    assertThat(record.getString("analysis.call_successful")).isEqualTo("unknown");
    assertThat(record.getString("analysis.evaluation_criteria_results.polite.rationale"))
        .isEqualTo("The language model could not be reached.");
    assertThat(FakeCascade.ASKED).hasSize(3);
  }

  @Test
  void aCallThatFailedIsJudgedAsWell() {
    FakeCascade.answersWith(_ -> Reply.text(JUDGED));
    say("Hello.");
    end(Optional.of(new Failure(1011, "The model did not answer.")));

    var record = awaitStatus("failed");
    assertThat(record.getString("analysis.transcript_summary")).isEqualTo("Asks for order 7.");
    assertThat(record.getInt("metadata.error.code")).isEqualTo(1011);
  }

  @Test
  void aCallIsAnalysedAgainWhenSomebodyAsksForIt() throws Exception {
    FakeCascade.answersWith(_ -> Reply.text(JUDGED));
    say("Hello.", "Where is order 7?");
    analyseAgain().statusCode(409).body("detail.status", equalTo("conversation_not_over"));
    end(Optional.empty());
    awaitStatus("done");

    FakeCascade.answersWith(_ -> Reply.text(JUDGED.replace("success\"", "failure\"")));
    analyseAgain().statusCode(200).body("analysis.call_successful", equalTo("failure"));

    assertThat(get().getString("analysis.call_successful")).isEqualTo("failure");
    assertThat(published(2))
        .extracting(CloudEvent::id)
        .containsExactly(call + ".analysis.1", call + ".analysis.2");
    given()
        .post("/v1/convai/conversations/conv_nobody/analysis/run")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("conversation_not_found"));
  }

  @Test
  void aTurnThatComesAfterTheEndIsWaitedFor() {
    FakeCascade.answersWith(_ -> Reply.text(JUDGED));
    publisher.publish(started(call, agent, START, Optional.empty()));
    publisher.publish(ended(Optional.empty(), 1));
    awaitStatus("processing");
    assertThat(FakeCascade.ASKED).isEmpty();

    publisher.publish(turn(0, "Hello."));

    assertThat(awaitStatus("done").getList("transcript")).hasSize(1);
    assertThat(FakeCascade.ASKED.getFirst().at("/messages/1/content").asText())
        .contains("agent: Hello.");
  }

  private void say(String... messages) {
    publisher.publish(started(call, agent, START, Optional.empty()));
    for (int index = 0; index < messages.length; index++) {
      publisher.publish(turn(index, messages[index]));
    }
    spoken = messages.length;
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                when().get("/v1/convai/conversations/" + call).statusCode() == 200
                    && get().getList("transcript").size() == spoken);
  }

  private int spoken;

  private TranscriptTurn turn(int index, String message) {
    return new TranscriptTurn(
        call,
        agent,
        index,
        index % 2 == 0 ? TranscriptTurn.Role.AGENT : TranscriptTurn.Role.USER,
        message,
        3 * index,
        false,
        Optional.empty(),
        Optional.of("text"),
        Map.of(),
        List.of());
  }

  private void end(Optional<Failure> error) {
    publisher.publish(ended(error, spoken));
  }

  private Ended ended(Optional<Failure> error, int turns) {
    return new Ended(call, agent, START, START + 60, turns, "", error);
  }

  private io.restassured.response.ValidatableResponse analyseAgain() {
    return given().post("/v1/convai/conversations/" + call + "/analysis/run").then();
  }

  private JsonPath get() {
    return when().get("/v1/convai/conversations/" + call).jsonPath();
  }

  private JsonPath awaitStatus(String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                when()
                    .get("/v1/convai/conversations/" + call)
                    .then()
                    .statusCode(200)
                    .body("status", equalTo(status)));
    return get();
  }

  /** The first events of this call. */
  private List<CloudEvent<PostCallAnalysis>> published(int count) throws Exception {
    try (var listener = new Listener(Topics.POST_CALL_ANALYSIS)) {
      return listener.events(call, count, PostCallAnalysis.class);
    }
  }

  private static Reply after(CountDownLatch latch, Reply reply) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return reply;
  }
}
