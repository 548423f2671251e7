package io.colloquy.conversation.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.conversation.tools.Offer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String REDIRECT = "{\"path\": \"/docs\"}";

  private final ScriptedModel model = new ScriptedModel();
  private final List<List<ObjectNode>> told = new ArrayList<>();
  private final List<Offer> offers = new ArrayList<>();
  private final Map<String, Party> others = new HashMap<>();
  private final List<ObjectNode> history = new ArrayList<>();
  private JsonNode mocks = Json.MAPPER.createObjectNode();
  private String greeting = "Hello.";
  private String opening = "";
  private int limit = 100;
  private Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

  private Simulation.Outcome run() throws ModelFailed, InterruptedException {
    var agent = party("agent_1", "You sell.", greeting, ScriptedModel.AGENT, offers);
    var user =
        party(
            Turns.USER, "You buy.", opening, ScriptedModel.USER, List.of(system("end_call", "{}")));
    var tools = new MockedTools(new Mocks(mocks), id -> Optional.ofNullable(others.get(id)));
    var deadline = NOON.plus(Duration.ofMinutes(3));
    return new Simulation(
            new Scenario(agent, user, tools, history, limit, deadline), model, clock, told::add)
        .run();
  }

  private static Party party(
      String id, String instructions, String first, String llm, List<Offer> offers) {
    return new Party(id, instructions, first, llm, 0.5, -1, offers);
  }

  private static Offer system(String kind, String params) {
    var config = Json.read(params, ObjectNode.class).put("system_tool_type", kind);
    return Offer.of(
        Json.MAPPER
            .createObjectNode()
            .put("type", "system")
            .put("name", kind)
            .set("params", config));
  }

  private static Offer client(String name) {
    return Offer.of(
        Json.MAPPER
            .createObjectNode()
            .put("type", "client")
            .put("name", name)
            .put("description", "d"));
  }

  private static ObjectNode json(String text) {
    return Json.read(text, ObjectNode.class);
  }

  private static List<String> lines(List<ObjectNode> turns) {
    return turns.stream()
        .map(
            turn ->
                turn.path("role").asText()
                    + ": "
                    + Turns.message(turn)
                    + names(turn.path("tool_calls"), " calls ")
                    + names(turn.path("tool_results"), " got "))
        .toList();
  }

  private static String names(JsonNode list, String verb) {
    var names = new StringBuilder();
    list.forEach(it -> names.append(verb).append(it.path("tool_name").asText()));
    return names.toString();
  }

  @Test
  void bothSidesSpeakInTurnUntilTheUserHangsUp() throws Exception {
    model.user("I want tea.").agent("Green or black?");
    model.answers(ScriptedModel.USER, "Green. Bye.", new ToolCall("x", "end_call", "{}"));

    var outcome = run();

    assertThat(lines(outcome.turns()))
        .containsExactly(
            "agent: Hello.", "user: I want tea.", "agent: Green or black?", "user: Green. Bye.");
    assertThat(outcome.ending()).isEqualTo(Ending.USER_ENDED);
  }

  @Test
  void eachSideHasItsOwnPromptAndSeesTheOtherAsTheUser() throws Exception {
    model.user("I want tea.").agent("Green or black?").user("Green.");
    limit = 4;

    run();

    var user = model.asked.getFirst();
    assertThat(user.model()).isEqualTo(ScriptedModel.USER);
    assertThat(user.temperature()).isEqualTo(0.5);
    assertThat(user.messages())
        .containsExactly(ChatMessage.system("You buy."), ChatMessage.user("Hello."));
    assertThat(user.tools()).extracting(ToolSpec::name).containsExactly("end_call");
    assertThat(model.asked.get(1).messages())
        .containsExactly(
            ChatMessage.system("You sell."),
            ChatMessage.assistant("Hello."),
            ChatMessage.user("I want tea."));
    assertThat(model.asked.get(2).messages())
        .containsExactly(
            ChatMessage.system("You buy."),
            ChatMessage.user("Hello."),
            ChatMessage.assistant("I want tea."),
            ChatMessage.user("Green or black?"));
  }

  @Test
  void aSilentAgentWaitsForTheUserWhoseFirstWordsAreConfigured() throws Exception {
    greeting = "";
    opening = "Anybody there?";
    model.agent("Yes.");
    limit = 2;

    assertThat(lines(run().turns())).containsExactly("user: Anybody there?", "agent: Yes.");
  }

  @Test
  void aTurnLooksAsDocumented() throws Exception {
    model.user("Hi.");
    limit = 2;

    assertThat(run().turns().getLast())
        .isEqualTo(
            json(
                """
                {"role": "user", "message": "Hi.", "tool_calls": [], "tool_results": [],
                 "feedback": null, "llm_override": null, "time_in_call_secs": 0,
                 "conversation_turn_metrics": null, "rag_retrieval_info": null, "llm_usage": null}
                """));
  }

  @Test
  void aToolIsCalledAndAnsweredInTwoTurnsWithoutWords() throws Exception {
    offers.add(client("redirectToDocs"));
    model.user("The docs?").agentCalls("redirectToDocs", REDIRECT).agent("There you are.");
    limit = 5;

    var turns = run().turns();

    var call = turns.get(2).at("/tool_calls/0");
    assertThat(call.path("request_id").asText()).matches("redirectToDocs_[0-9a-f]{32}");
    assertThat(call)
        .isEqualTo(
            json(
                """
                {"type": "client", "request_id": "%s", "tool_name": "redirectToDocs",
                 "params_as_json": "{\\"path\\": \\"/docs\\"}", "tool_has_been_called": false,
                 "tool_details": null}
                """
                    .formatted(call.path("request_id").asText())));
    assertThat(turns.get(2).path("message").isNull()).isTrue();
    assertThat(turns.get(3).at("/tool_results/0"))
        .isEqualTo(
            json(
                """
                {"type": "client", "request_id": "%s", "tool_name": "redirectToDocs",
                 "result_value": "Tool Called.", "is_error": false, "tool_has_been_called": true,
                 "tool_latency_secs": 0}
                """
                    .formatted(call.path("request_id").asText())));
    assertThat(model.asked.getLast().messages())
        .endsWith(
            ChatMessage.assistant("", List.of(new ToolCall("call_0", "redirectToDocs", REDIRECT))),
            ChatMessage.tool("call_0", "Tool Called."));
  }

  @Test
  void aMockSaysWhatTheToolAnswersAndTheAgentReadsAnError() throws Exception {
    offers.add(client("pay"));
    mocks =
        json(
            "{\"pay\": {\"default_return_value\": \"card declined\", \"default_is_error\": true}}");
    model.user("Pay.").agentCalls("pay", "{}").agent("That failed.");
    limit = 5;

    var result = run().turns().get(3).at("/tool_results/0");

    assertThat(result.path("result_value").asText()).isEqualTo("card declined");
    assertThat(result.path("is_error").asBoolean()).isTrue();
    assertThat(model.asked.getLast().messages().getLast().content())
        .isEqualTo("Error: card declined");
  }

  @Test
  void aToolThatTheAgentHasNotIsAnError() throws Exception {
    model.user("Hi.").agentCalls("launch_rocket", "{}").agent("No.");
    limit = 5;

    var result = run().turns().get(3).at("/tool_results/0");

    assertThat(result.path("is_error").asBoolean()).isTrue();
    assertThat(result.path("type").isNull()).isTrue();
  }

  @Test
  void wordsBesideACallAreATurnOfTheirOwn() throws Exception {
    offers.add(client("look"));
    model.user("Where?");
    model.answers(ScriptedModel.AGENT, "One moment.", new ToolCall("x", "look", "{}"));
    model.agent("There.");
    limit = 6;

    assertThat(lines(run().turns()))
        .containsExactly(
            "agent: Hello.",
            "user: Where?",
            "agent: One moment.",
            "agent:  calls look",
            "agent:  got look",
            "agent: There.");
    assertThat(model.asked.getLast().messages())
        .contains(
            ChatMessage.assistant("One moment.", List.of(new ToolCall("call_0", "look", "{}"))));
  }

  @Test
  void theAgentEndsTheCallWithItsFarewell() throws Exception {
    offers.add(system("end_call", "{}"));
    model.user("Thanks.").agentCalls("end_call", "{\"reason\": \"done\", \"message\": \"Bye!\"}");

    var outcome = run();

    assertThat(outcome.ending()).isEqualTo(Ending.AGENT_ENDED);
    assertThat(lines(outcome.turns()))
        .endsWith("agent: Bye!", "agent:  calls end_call", "agent:  got end_call");
    assertThat(outcome.turns().getLast().at("/tool_results/0/result"))
        .isEqualTo(
            json(
                """
                {"result_type": "end_call_success", "status": "success", "reason": "done",
                 "message": "Bye!"}
                """));
  }

  @Test
  void aTransferToAPersonEndsItAndAWrongNumberDoesNot() throws Exception {
    offers.add(
        system(
            "transfer_to_number",
            "{\"transfers\": [{\"phone_number\": \"+15550100\", \"condition\": \"angry\"}]}"));
    model.user("A person!").agentCalls("transfer_to_number", "{\"transfer_number\": \"+1999\"}");
    model.agentCalls("transfer_to_number", "{\"transfer_number\": \"+15550100\"}");

    var outcome = run();

    assertThat(outcome.ending()).isEqualTo(Ending.TRANSFERRED);
    var results = outcome.turns().stream().flatMap(it -> it.findValues("is_error").stream());
    assertThat(results).extracting(JsonNode::asBoolean).containsExactly(true, false);
    assertThat(outcome.turns().getLast().at("/tool_results/0/result/result_type").asText())
        .isEqualTo("testing_tool_result");
  }

  @Test
  void anotherAgentTakesOverWithItsOwnPromptAndSeesWhatWasSaid() throws Exception {
    offers.add(
        system(
            "transfer_to_agent",
            """
            {"transfers": [{"agent_id": "agent_2", "condition": "billing",
              "transfer_message": "I hand you over.",
              "enable_transferred_agent_first_message": true}]}
            """));
    others.put("agent_2", party("agent_2", "You bill.", "Billing here.", "other", List.of()));
    model.user("My bill?").agentCalls("transfer_to_agent", "{\"agent_number\": 0}");
    model.user("Too high.").answers("other", "I lower it.");
    limit = 8;

    var outcome = run();

    assertThat(lines(outcome.turns()))
        .endsWith(
            "agent:  got transfer_to_agent",
            "agent: I hand you over.",
            "agent: Billing here.",
            "user: Too high.",
            "agent: I lower it.");
    assertThat(model.asked.getLast().messages())
        .contains(ChatMessage.system("You bill."), ChatMessage.user("My bill?"));
    assertThat(outcome.turns().get(3).at("/tool_results/0/result/to_agent").asText())
        .isEqualTo("agent_2");
  }

  @Test
  void aTransferToAnAgentThatIsNotThereIsAnErrorAndTheAgentGoesOn() throws Exception {
    offers.add(system("transfer_to_agent", "{\"transfers\": []}"));
    model.user("Billing!").agentCalls("transfer_to_agent", "{\"agent_number\": 7}").agent("Sorry.");
    limit = 5;

    var turns = run().turns();

    assertThat(turns.get(3).at("/tool_results/0/is_error").asBoolean()).isTrue();
    assertThat(lines(turns)).last().isEqualTo("agent: Sorry.");
  }

  @Test
  void afterASkippedTurnTheUserSpeaksAgain() throws Exception {
    offers.add(system("skip_turn", "{}"));
    model.user("Wait.").agentCalls("skip_turn", "{}").user("Now.");
    limit = 5;

    assertThat(lines(run().turns())).last().isEqualTo("user: Now.");
    assertThat(model.asked.getLast().messages())
        .last()
        .isEqualTo(ChatMessage.user("(The agent says nothing.)"));
  }

  @Test
  void theLimitCapsNewTurnsAndNeverPartsACallFromItsResult() throws Exception {
    offers.add(client("look"));
    for (limit = 0; limit <= 5; limit++) {
      model.user("Where?").agentCalls("look", "{}").agent("There.").user("Thanks.");

      var outcome = run();

      assertThat(outcome.ending()).isEqualTo(Ending.TURN_LIMIT);
      assertThat(outcome.turns()).hasSize(limit == 3 ? 2 : limit);
    }
  }

  @Test
  void anAgentThatOnlyUsesToolsHasToSaySomethingInTheEnd() throws Exception {
    offers.add(client("look"));
    model.user("Where?");
    for (int i = 0; i < 10; i++) {
      model.agentCalls("look", "{}");
    }
    model.agent("Nowhere.");
    limit = 23;

    assertThat(lines(run().turns())).hasSize(23).last().isEqualTo("agent: Nowhere.");
    assertThat(model.asked.getLast().tools()).isEmpty();
  }

  @Test
  void aModelThatFailsLaterEndsTheSimulation() throws Exception {
    model.user("Hi.");

    var outcome = run();

    assertThat(outcome.ending()).isEqualTo(Ending.MODEL_FAILED);
    assertThat(lines(outcome.turns())).containsExactly("agent: Hello.", "user: Hi.");
  }

  @Test
  void aModelThatNeverAnswersFailsTheSimulationAndNothingIsTold() {
    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            ModelFailed.class, failure -> assertThat(failure.statusCode()).isEqualTo(502));
    assertThat(told).isEmpty();
  }

  @Test
  void anEmptyAnswerIsNone() throws Exception {
    model.user("Hi.").agent("  ");

    assertThat(run().ending()).isEqualTo(Ending.MODEL_FAILED);
  }

  @Test
  void whenTheTimeIsUpItEnds() throws Exception {
    var now = new AtomicReference<>(NOON);
    clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now.getAndUpdate(it -> it.plusSeconds(70));
          }
        };
    model.user("Hi.", "Still there?", "Hello?").agent("Yes.", "Yes.", "Yes.");

    var outcome = run();

    assertThat(outcome.ending()).isEqualTo(Ending.TIME_LIMIT);
    assertThat(lines(outcome.turns())).hasSize(4);
  }

  @Test
  void itGoesOnFromAHistoryWhichStandsBeforeWhatIsNew() throws Exception {
    offers.add(client("pay"));
    history.add(Turns.said(Turns.AGENT, "Shall I charge you?"));
    history.add(Turns.said(Turns.USER, "Yes."));
    history.add(json(CALL));
    history.add(json(FAILED));
    model.agent("The card was declined.");
    limit = 1;

    var outcome = run();

    assertThat(outcome.turns().subList(0, 4)).isEqualTo(history);
    assertThat(lines(outcome.turns())).last().isEqualTo("agent: The card was declined.");
    assertThat(model.asked.getFirst().messages())
        .endsWith(
            ChatMessage.assistant("", List.of(new ToolCall("call_0", "pay", "{}"))),
            ChatMessage.tool("call_0", "Error: no funds"));
  }

  private static final String CALL =
      """
      {"role": "agent", "message": null, "time_in_call_secs": 9, "tool_calls": [
        {"type": "client", "request_id": "pay_1", "tool_name": "pay", "params_as_json": "{}",
         "tool_has_been_called": true}]}
      """;
  private static final String FAILED =
      """
      {"role": "agent", "message": null, "time_in_call_secs": 9, "tool_results": [
        {"request_id": "pay_1", "tool_name": "pay", "result_value": "no funds", "is_error": true,
         "tool_has_been_called": true}]}
      """;

  @Test
  void aCallAtTheEndOfTheHistoryIsAnsweredFirst() throws Exception {
    offers.add(client("pay"));
    history.add(Turns.said(Turns.USER, "Pay."));
    history.add(json(CALL));
    model.agent("Paid.");
    limit = 2;

    var turns = run().turns();

    assertThat(turns.get(2).at("/tool_results/0/request_id").asText()).isEqualTo("pay_1");
    assertThat(lines(turns)).last().isEqualTo("agent: Paid.");
  }

  @Test
  void afterTheAgentsWordsInAHistoryTheUserSpeaks() throws Exception {
    history.add(Turns.said(Turns.USER, "Hi."));
    history.add(Turns.said(Turns.AGENT, "Yes?"));
    opening = "Not said, for the user has spoken already.";
    model.user("Nothing.");
    limit = 1;

    assertThat(lines(run().turns())).last().isEqualTo("user: Nothing.");
  }

  @Test
  void whatIsToldPieceByPieceIsTheWholeConversation() throws Exception {
    offers.add(client("look"));
    history.add(Turns.said(Turns.USER, "Where?"));
    model.agentCalls("look", "{}").agent("There.").user("Thanks.").agent("Bye.");
    limit = 5;

    var outcome = run();

    assertThat(told).hasSizeGreaterThan(2);
    assertThat(told.stream().flatMap(List::stream)).containsExactlyElementsOf(outcome.turns());
  }
}
