package io.colloquy.telephony.batch;

import static io.colloquy.telephony.Api.flawsOf;
import static io.colloquy.telephony.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.telephony.Api;
import io.colloquy.telephony.Tables;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class BatchCallingTest {

  private static final String BATCHES = "/v1/convai/batch-calling";
  private static final String TWO =
      """
      [{"phone_number": "+15551230010",
        "conversation_initiation_client_data": {"dynamic_variables": {"name": "Zoë"}}},
       {"id": "mine", "phone_number": "+15551230011"}]
      """;

  private final Api api = Api.fresh();
  private final Tables database = new Tables();

  @Test
  void aSubmittedBatchWaitsAndSaysWhatItIsGoingToDo() {
    var agent = api.agent("Caller");
    var number = number(true);

    var batch = submitted(agent, number, TWO, "\"scheduled_time_unix\": 1900000000");

    assertThat(batch.path("id").textValue()).startsWith("btcal_");
    assertThat(batch.path("name").textValue()).isEqualTo("News");
    assertThat(batch.path("agent_id").textValue()).isEqualTo(agent);
    assertThat(batch.path("agent_name").textValue()).isEqualTo("Caller");
    assertThat(batch.path("phone_number_id").textValue()).isEqualTo(number);
    assertThat(batch.path("phone_provider").textValue()).isEqualTo("twilio");
    assertThat(batch.path("status").textValue()).isEqualTo("pending");
    assertThat(batch.path("scheduled_time_unix").longValue()).isEqualTo(1_900_000_000L);
    assertThat(batch.path("total_calls_scheduled").intValue()).isEqualTo(2);
    assertThat(batch.path("total_calls_dispatched").intValue()).isZero();
    assertThat(batch.path("last_updated_at_unix")).isEqualTo(batch.path("created_at_unix"));
    assertThat(batch.has("recipients")).isFalse();
  }

  @Test
  void aBatchWithoutATimeIsDueAtOnce() {
    var batch = submitted(TWO);

    assertThat(batch.path("scheduled_time_unix")).isEqualTo(batch.path("created_at_unix"));
  }

  @Test
  void theBatchByItselfNamesItsRecipientsInTheirOrder() {
    var whole = api.read(BATCHES + "/" + submitted(TWO).path("id").textValue());

    var recipients = whole.path("recipients");
    assertThat(recipients.findValuesAsText("phone_number"))
        .containsExactly("+15551230010", "+15551230011");
    assertThat(recipients.findValuesAsText("status")).containsExactly("pending", "pending");
    assertThat(recipients.at("/0/id").textValue()).isNotBlank();
    assertThat(recipients.at("/1/id").textValue()).isEqualTo("mine");
    assertThat(recipients.at("/0/conversation_id").isNull()).isTrue();
    assertThat(
            recipients
                .at("/0/conversation_initiation_client_data/dynamic_variables/name")
                .textValue())
        .isEqualTo("Zoë");
  }

  @Test
  void tenThousandRecipientsAreTakenAndNotOneMore() {
    var batch = submitted(recipients(10_000));

    assertThat(batch.path("total_calls_scheduled").intValue()).isEqualTo(10_000);
    assertThat(
            api.read(BATCHES + "/" + batch.path("id").textValue())
                .path("recipients")
                .findValuesAsText("phone_number"))
        .hasSize(10_000)
        .isSorted()
        .doesNotHaveDuplicates();

    var refusal = submit(api.agent("Caller"), number(true), recipients(10_001), "\"x\": 1");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.recipients");
  }

  @Test
  void twoRecipientsCannotHaveTheSameId() {
    var twins =
        """
        [{"id": "a", "phone_number": "1"}, {"id": "b", "phone_number": "2"},
         {"id": "a", "phone_number": "3"}]
        """;

    var refusal = submit(api.agent("Caller"), number(true), twins, "\"x\": 1");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.recipients.2.id");
  }

  @Test
  void anUnknownAgentOrNumberIsNamed() {
    var agent = api.agent("Caller");

    assertThat(statusOf(submit("agent_none", number(true), TWO, "\"x\": 1")))
        .isEqualTo("agent_not_found");
    assertThat(statusOf(submit(agent, "phnum_none", TWO, "\"x\": 1")))
        .isEqualTo("phone_number_not_found");
    assertThat(api.read(BATCHES + "/workspace").path("batch_calls")).isEmpty();
  }

  @Test
  void aNumberThatCallsNobodyCarriesNoBatch() {
    var refusal = submit(api.agent("Caller"), number(false), TWO, "\"x\": 1");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.agent_phone_number_id");
  }

  @Test
  void aCancelledBatchCallsNobody() {
    var batch = BATCHES + "/" + submitted(TWO).path("id").textValue();

    var cancelled = api.posted(batch + "/cancel", "");

    assertThat(cancelled.path("status").textValue()).isEqualTo("cancelled");
    assertThat(api.read(batch).path("recipients").findValuesAsText("status"))
        .containsExactly("cancelled", "cancelled");
    assertThat(api.posted(batch + "/cancel", "")).isEqualTo(cancelled);
  }

  @Test
  void aCancellationReachesWhoeverHasNotBeenCalledToTheEnd() throws SQLException {
    var batch = submitted(recipients(4)).path("id").textValue();
    becomes(batch, 1, "in_progress");
    becomes(batch, 2, "completed");
    becomes(batch, 3, "voicemail");

    api.posted(BATCHES + "/" + batch + "/cancel", "");

    assertThat(statusesOf(batch))
        .containsExactly("cancelled", "cancelled", "completed", "voicemail");
  }

  @Test
  void aRetryIsOfTheCallsThatFailedOrThatAMachineAnswered() throws SQLException {
    var batch = submitted(recipients(4)).path("id").textValue();
    becomes(batch, 0, "failed");
    becomes(batch, 1, "voicemail");
    becomes(batch, 2, "completed");
    becomes(batch, 3, "cancelled");

    var retried = api.posted(BATCHES + "/" + batch + "/retry", "");

    assertThat(retried.path("retry_count").intValue()).isEqualTo(1);
    assertThat(retried.path("status").textValue()).isEqualTo("pending");
    assertThat(statusesOf(batch)).containsExactly("pending", "pending", "completed", "cancelled");
    assertThat(
            api
                .read(BATCHES + "/" + batch)
                .path("recipients")
                .findValues("conversation_id")
                .stream()
                .map(JsonNode::asText))
        .containsExactly("null", "null", "conv_2", "conv_3");
  }

  @Test
  void whatABatchWasAskedForComesBack() {
    var more =
        """
        "scheduled_time_unix": null, "timezone": "Europe/Berlin", "branch_id": "b",
        "target_concurrency_limit": 3, "telephony_call_config": {"ringing_timeout_secs": 20},
        "mine": {"x": [1.0]}
        """;

    var batch = submitted(api.agent("Caller"), number(true), TWO, more);

    assertThat(batch.path("timezone").textValue()).isEqualTo("Europe/Berlin");
    assertThat(batch.path("branch_id").textValue()).isEqualTo("b");
    assertThat(batch.path("environment").isNull()).isTrue();
    assertThat(batch.path("target_concurrency_limit").intValue()).isEqualTo(3);
    assertThat(batch.at("/telephony_call_config/ringing_timeout_secs").intValue()).isEqualTo(20);
    assertThat(batch.at("/mine/x").toString()).isEqualTo("[1.0]");
    assertThat(batch.path("scheduled_time_unix")).isEqualTo(batch.path("created_at_unix"));
    assertThat(batch.has("call_name")).isFalse();
    var whole = (ObjectNode) api.read(BATCHES + "/" + batch.path("id").textValue());
    whole.remove("recipients");
    assertThat(whole).isEqualTo(batch);
  }

  @ParameterizedTest
  @CsvSource({
    "timezone,                '\"Mars/Olympus\"'",
    "scheduled_time_unix,     '\"soon\"'",
    "target_concurrency_limit, 0",
    "recipients,              []"
  })
  void whatIsWrongWithABatchIsNamed(String member, String value) {
    var body =
        (ObjectNode)
            Json.read(
                """
                {"call_name": "News", "agent_id": "a", "agent_phone_number_id": "n",
                 "recipients": [{"phone_number": "+1"}]}
                """,
                JsonNode.class);
    body.set(member, Json.read(value, JsonNode.class));

    var refusal = api.post(BATCHES + "/submit", body.toString());

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body." + member);
  }

  @Test
  void aBatchThatIsOverIsExported() {
    var people =
        """
        [{"id": "1", "phone_number": "+15551230010", "conversation_initiation_client_data":
           {"dynamic_variables": {"name": "Smith, \\"Jo\\"", "age": 7}}},
         {"id": "2", "phone_number": "+15551230011", "conversation_initiation_client_data":
           {"dynamic_variables": {"id": "x", "name": null}}}]
        """;
    var submitted = submitted(people);
    var batch = BATCHES + "/" + submitted.path("id").textValue();
    var time = submitted.path("created_at_unix").asText();
    assertThat(statusOf(api.get(batch + "/export"))).isEqualTo("batch_call_not_finished");
    var cancelled = api.posted(batch + "/cancel", "").path("last_updated_at_unix").asText();

    var export = api.get(batch + "/export");

    assertThat(export.contentType()).startsWith("text/csv");
    assertThat(export.asString())
        .isEqualTo(
            """
            id,phone_number,status,conversation_id,created_at_unix,updated_at_unix,name,age,variable id
            1,+15551230010,cancelled,,%1$s,%2$s,"Smith, ""Jo""\",7,
            2,+15551230011,cancelled,,%1$s,%2$s,,,x
            """
                .formatted(time, cancelled)
                .replace("\n", "\r\n"));
    assertThat(api.get(batch + "/export?limit=1").asString().lines()).hasSize(2);
    assertThat(flawsOf(api.get(batch + "/export?limit=0"))).containsExactly("query.limit");
  }

  @Test
  void aRetryOfABatchInWhichNoCallFailedChangesNothing() {
    var submitted = submitted(TWO);

    var retried = api.posted(BATCHES + "/" + submitted.path("id").textValue() + "/retry", "");

    assertThat(retried).isEqualTo(submitted);
  }

  @Test
  void theListLeadsThroughAllBatchesTheNewestFirst() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.addFirst(submitted(TWO).path("id").textValue());
    }

    List<String> listed = new ArrayList<>();
    var page = api.read(BATCHES + "/workspace?limit=2");
    listed.addAll(page.path("batch_calls").findValuesAsText("id"));
    while (page.path("has_more").booleanValue()) {
      page = api.read(BATCHES + "/workspace?limit=2&last_doc=" + page.path("next_doc").textValue());
      listed.addAll(page.path("batch_calls").findValuesAsText("id"));
    }

    assertThat(listed).containsExactlyElementsOf(newestFirst);
    assertThat(page.path("next_doc").isNull()).isTrue();
  }

  @Test
  void theListCanBeCutToOneAgent() {
    var agent = api.agent("Other");
    submitted(TWO);
    var wanted = submitted(agent, number(true), TWO, "\"x\": 1").path("id").textValue();

    assertThat(
            api.read(BATCHES + "/workspace?agent_id=" + agent)
                .path("batch_calls")
                .findValuesAsText("id"))
        .containsExactly(wanted);
  }

  @Test
  void aPlaceThatNoPageGaveIsNamed() {
    assertThat(flawsOf(api.get(BATCHES + "/workspace?last_doc=nonsense")))
        .containsExactly("query.last_doc");
    assertThat(flawsOf(api.get(BATCHES + "/workspace?limit=0"))).containsExactly("query.limit");
  }

  @Test
  void aBatchOfAnotherWorkspaceIsLikeAnUnknownOne() {
    var batch = BATCHES + "/" + submitted(TWO).path("id").textValue();
    var stranger = Api.fresh();

    assertThat(stranger.get(batch).statusCode()).isEqualTo(404);
    assertThat(stranger.post(batch + "/cancel", "").statusCode()).isEqualTo(404);
    assertThat(stranger.post(batch + "/retry", "").statusCode()).isEqualTo(404);
    assertThat(stranger.get(batch + "/export").statusCode()).isEqualTo(404);
    assertThat(stranger.delete(batch).statusCode()).isEqualTo(404);
    assertThat(stranger.read(BATCHES + "/workspace").path("batch_calls")).isEmpty();
    assertThat(api.read(batch).path("status").textValue()).isEqualTo("pending");
  }

  @Test
  void aDeletedBatchIsGoneWithItsRecipients() throws SQLException {
    var id = submitted(TWO).path("id").textValue();
    var batch = BATCHES + "/" + id;

    assertThat(api.delete(batch).statusCode()).isEqualTo(200);

    assertThat(statusOf(api.get(batch))).isEqualTo("batch_call_not_found");
    assertThat(
            database.texts(
                "select id from telephony.batch_recipient where batch_id = ?", List.of(id)))
        .isEmpty();
  }

  /** As if a call had been made; who makes calls is not there yet. */
  private void becomes(String batch, int position, String status) throws SQLException {
    var change =
        """
        update telephony.batch_recipient set status = ?, conversation_id = 'conv_%1$d'
        where batch_id = ? and position = %1$d
        """
            .formatted(position);
    assertThat(database.change(change, List.of(status, batch))).isEqualTo(1);
  }

  private List<String> statusesOf(String batch) {
    return api.read(BATCHES + "/" + batch).path("recipients").findValuesAsText("status");
  }

  private JsonNode submitted(String recipients) {
    return submitted(api.agent("Caller"), number(true), recipients, "\"x\": 1");
  }

  private JsonNode submitted(String agent, String number, String recipients, String more) {
    return json(
        submit(agent, number, recipients, more).then().statusCode(200).extract().response());
  }

  private Response submit(String agent, String number, String recipients, String more) {
    return api.post(
        BATCHES + "/submit",
        """
        {"call_name": "News", "agent_id": "%s", "agent_phone_number_id": "%s",
         "recipients": %s, %s}
        """
            .formatted(agent, number, recipients, more));
  }

  private String number(boolean outbound) {
    return api.posted(
            "/v1/convai/phone-numbers",
            """
            {"provider": "twilio", "phone_number": "+15551230001", "label": "Desk", "sid": "AC1",
             "token": "t", "supports_outbound": %s}
            """
                .formatted(outbound))
        .path("phone_number_id")
        .textValue();
  }

  private static String recipients(int count) {
    return IntStream.range(0, count)
        .mapToObj("{\"phone_number\": \"+1555%07d\"}"::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String statusOf(Response refusal) {
    return json(refusal).at("/detail/status").textValue();
  }
}
