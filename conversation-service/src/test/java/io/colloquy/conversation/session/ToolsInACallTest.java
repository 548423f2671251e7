package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.EdgeOutput.McpState;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.edge.PhoneCall;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.tools.ToolUse;
import io.colloquy.conversation.tools.ToolUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the tools that a model asks for: who does what, who is told, what is kept. */
class ToolsInACallTest extends StagedCalls {

  private static final String SHOP =
      """
      {"agent_id":"agent_1","name":"Shop","conversation_config":{
        "conversation":{"text_only":true,"client_events":
          ["agent_response","agent_tool_request","agent_tool_response","mcp_tool_call"]},
        "agent":{"prompt":{"prompt":"You keep a shop for {{owner}}. {{secret__key}}",
          "built_in_tools":{
            "end_call":{"type":"system","name":"end_call","params":{"system_tool_type":"end_call"}},
            "transfer_to_agent":{"type":"system","name":"transfer_to_agent","params":{
              "system_tool_type":"transfer_to_agent","transfers":[
                {"agent_id":"agent_2","condition":"billing","delay_ms":1000,
                 "transfer_message":"I put you through.",
                 "enable_transferred_agent_first_message":true},
                {"agent_id":"agent_2","condition":"more billing"},
                {"agent_id":"agent_9","condition":"nobody"}]}}},
          "tools":[
            {"type":"client","name":"getBatteryLevel","description":"","expects_response":true,
             "response_timeout_secs":3},
            {"type":"client","name":"flashScreen","description":"","parameters":{"type":"object",
             "properties":{"brightness":{"type":"number"},
               "owner":{"type":"string","dynamic_variable":"owner"},
               "mode":{"type":"string","constant_value":"bright"}}}},
            {"type":"webhook","name":"find_order","description":"","api_schema":
              {"url":"https://shop.example/orders/{{secret__key}}"},
             "assignments":[{"source":"response","dynamic_variable":"order_state",
               "value_path":"order.states[1].name"},
              {"source":"response","dynamic_variable":"secret__token","value_path":"token"}]},
            {"type":"mcp","name":"search","description":"Finds things.","mcp_server_id":"mcp_1",
             "requires_approval":true}]}}}}""";

  private static final String BILLING =
      """
      {"agent_id":"agent_2","name":"Billing","conversation_config":{
        "agent":{"first_message":"Billing for {{owner}}, hello.",
          "prompt":{"prompt":"You send bills.","llm":"other-model"}},
        "tts":{"voice_id":"bill"},
        "conversation":{"client_events":["agent_response","agent_tool_response"]}}}""";

  private final List<ToolUse> used = new ArrayList<>();

  @BeforeEach
  void aShopWithTools() {
    agent(SHOP);
    agent(BILLING);
    uses("webhook", use -> new ToolResult("done", false, Optional.empty()));
    uses("mcp", use -> new ToolResult("two cats", false, Optional.empty()));
  }

  private void uses(String type, Function<ToolUse, ToolResult> how) {
    users.put(
        type,
        new ToolUser() {
          @Override
          public String type() {
            return type;
          }

          @Override
          public ToolResult use(ToolUse use) {
            used.add(use);
            return how.apply(use);
          }
        });
  }

  private void begin() {
    begin("{\"owner\":\"Ada\",\"secret__key\":\"s3cr3t\"}");
  }

  private void begin(String variables) {
    var initiation =
        new Initiation(null, null, Json.read(variables, ObjectNode.class), Optional.empty());
    send(
        new EdgeInput.Opened(
            "agent_1", "public", Optional.empty(), Optional.empty(), initiation, 0));
  }

  private void asks(String text) {
    send(new EdgeInput.UserMessage(text));
  }

  private void toolsWork() {
    while (!toolWork.isEmpty()) {
      toolWork.remove().run();
    }
  }

  private String lastMessage() {
    return outlets.lastGeneration().messages().getLast().content();
  }

  private int generations() {
    return outlets.toModel.size();
  }

  // Client tools

  @Test
  void aClientsToolIsUsedByTheClientAndItsResultGoesToTheModel() {
    begin();
    asks("How full is the battery?");
    modelCalls("getBatteryLevel", "");
    var asked = outlets.told(EdgeOutput.ToolAsked.class).getFirst();
    assertThat(asked.toolName()).isEqualTo("getBatteryLevel");
    assertThat(asked.expectsResponse()).isTrue();
    assertThat(asked.parameters()).isEmpty();
    assertThat(asked.eventId()).isPositive();

    time.pass(Duration.ofMillis(250));
    send(new EdgeInput.ToolAnswered(asked.toolCallId(), "85 %", false));
    assertThat(outlets.lastGeneration().messages())
        .endsWith(
            ChatMessage.assistant("", List.of(new ToolCall("call_1", "getBatteryLevel", ""))),
            ChatMessage.tool("call_1", "85 %"));
    modelSays("It is at 85 %.");

    assertThat(outlets.told(EdgeOutput.ToolEnded.class))
        .containsExactly(
            new EdgeOutput.ToolEnded(
                asked.eventId(), asked.toolCallId(), "getBatteryLevel", "client", false, true));
    assertThat(outlets.turns)
        .extracting(TranscriptTurn::index, TranscriptTurn::message)
        .containsExactly(
            tuple(0, "How full is the battery?"),
            tuple(1, ""),
            tuple(2, ""),
            tuple(3, "It is at 85 %."));
    var use = outlets.turns.get(1).toolCalls().getFirst();
    var result = outlets.turns.get(2).toolResults().getFirst();
    assertThat(use.requestId()).isEqualTo(asked.toolCallId()).isEqualTo(result.requestId());
    assertThat(result.toolLatencySecs()).isEqualTo(0.25);
    assertThat(result.resultValue()).isEqualTo("85 %");
    assertThat(outlets.toolCalls)
        .singleElement()
        .satisfies(called -> assertThat(called.call()).isEqualTo(use))
        .satisfies(called -> assertThat(called.result()).isEqualTo(result));
  }

  @Test
  void aToolThatNeedNotAnswerDoesNotHoldTheAgentUp() {
    begin();
    asks("Flash!");
    modelCalls("flashScreen", "{\"brightness\":0.5,\"mode\":\"dark\"}");

    var asked = outlets.told(EdgeOutput.ToolAsked.class).getFirst();
    assertThat(asked.expectsResponse()).isFalse();
    assertThat(asked.parameters().toString())
        .isEqualTo("{\"brightness\":0.5,\"mode\":\"bright\",\"owner\":\"Ada\"}");
    assertThat(lastMessage()).isEqualTo("Tool Called.");
  }

  @Test
  void aClientThatDoesNotAnswerInTimeIsNotWaitedForAndItsLateAnswerChangesNothing() {
    begin();
    asks("How full is the battery?");
    modelCalls("getBatteryLevel", "{}");
    int before = generations();
    time.pass(Duration.ofMillis(2_999));
    assertThat(generations()).isEqualTo(before);
    time.pass(Duration.ofMillis(1));
    assertThat(lastMessage()).contains("\"is_error\":true", "within 3 s");

    int after = generations();
    var asked = outlets.told(EdgeOutput.ToolAsked.class).getFirst();
    send(new EdgeInput.ToolAnswered(asked.toolCallId(), "85 %", false));
    assertThat(generations()).isEqualTo(after);
    assertThat(outlets.told(EdgeOutput.ToolEnded.class))
        .singleElement()
        .extracting("isError")
        .isEqualTo(true);
  }

  @Test
  void severalCallsRunAtOnceAndTheModelGetsTheirResultsInItsOwnOrder() {
    begin();
    asks("Battery, twice?");
    modelCalls(
        new ToolCall("a", "getBatteryLevel", "{}"), new ToolCall("b", "getBatteryLevel", "{}"));
    var asked = outlets.told(EdgeOutput.ToolAsked.class);
    send(new EdgeInput.ToolAnswered(asked.get(1).toolCallId(), "second", false));
    send(new EdgeInput.ToolAnswered(asked.get(1).toolCallId(), "again", false));
    send(new EdgeInput.ToolAnswered(asked.get(0).toolCallId(), "first", true));

    var messages = outlets.lastGeneration().messages();
    assertThat(messages.get(messages.size() - 2).content()).contains("\"error\":\"first\"");
    assertThat(messages.getLast()).isEqualTo(ChatMessage.tool("b", "second"));
  }

  @Test
  void aToolThatTheAgentDoesNotHaveIsAnErrorThatTheModelCanGoBy() {
    begin();
    asks("Launch!");
    modelCalls("launch_rocket", "{}");
    assertThat(lastMessage()).contains("There is no tool of this name.");

    modelCalls("getBatteryLevel", "[1]");
    assertThat(lastMessage()).contains("not a JSON object");
    assertThat(outlets.told(EdgeOutput.ToolAsked.class)).isEmpty();
  }

  // Webhooks

  @Test
  void aWebhookGetsTheVariablesTheSecretOnesAmongThemAndMaySetOthers() {
    uses(
        "webhook",
        use ->
            new ToolResult(
                "{\"order\":{\"states\":[{},{\"name\":\"sent\"}]},\"token\":\"t0k3n\"}",
                false,
                Optional.empty()));
    begin();
    asks("Where is my order?");
    modelCalls("find_order", "{\"id\":7}");
    toolsWork();

    assertThat(used)
        .singleElement()
        .satisfies(use -> assertThat(use.parameters().toString()).isEqualTo("{\"id\":7}"))
        .satisfies(
            use ->
                assertThat(use.variables())
                    .containsEntry("secret__key", "s3cr3t")
                    .containsEntry("owner", "Ada")
                    .containsEntry("system__conversation_id", CONVERSATION));
    var result = outlets.toolCalls.getFirst().result();
    assertThat(result.dynamicVariableUpdates())
        .extracting(
            TranscriptTurn.VariableUpdate::variableName, TranscriptTurn.VariableUpdate::newValue)
        .containsExactly(tuple("order_state", "sent"), tuple("secret__token", "***"));

    modelCalls("find_order", "{\"id\":8}");
    toolsWork();
    assertThat(used.getLast().variables())
        .containsEntry("order_state", "sent")
        .containsEntry("secret__token", "t0k3n");
  }

  @Test
  void whatAToolHasSetOutlivesItsOwner() {
    uses("webhook", use -> new ToolResult("{\"token\":\"t0k3n\"}", false, Optional.empty()));
    begin();
    asks("Where is my order?");
    modelCalls("find_order", "{}");
    toolsWork();
    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    modelCalls("find_order", "{}");
    toolsWork();

    assertThat(used).hasSize(2);
    assertThat(used.getLast().variables()).containsEntry("secret__token", "t0k3n");
  }

  @Test
  void noSecretReachesTheModelTheEventsOrTheTranscript() {
    begin();
    asks("hello");

    assertThat(outlets.lastGeneration().messages().getFirst().content())
        .endsWith("You keep a shop for Ada. {{secret__key}}");
    var started = (ConversationEvent.Started) outlets.events.getFirst();
    assertThat(Json.text(started)).doesNotContain("s3cr3t").contains("Ada");
  }

  @Test
  void aToolThatHangsIsGivenUpAndTheCallGoesOn() {
    begin();
    asks("Where is my order?");
    modelCalls("find_order", "{}");
    time.pass(Duration.ofSeconds(23));

    assertThat(lastMessage()).contains("took too long");
    int asked = generations();
    toolsWork();
    assertThat(generations()).isEqualTo(asked);
    assertThat(used).isEmpty();
  }

  @Test
  void aToolThatBreaksIsAnErrorOfTheToolAndNotOfTheCall() {
    uses(
        "webhook",
        use -> {
          throw new IllegalStateException("inner workings");
        });
    begin();
    asks("Where is my order?");
    modelCalls("find_order", "{}");
    toolsWork();

    assertThat(lastMessage()).contains("could not be used").doesNotContain("inner workings");
  }

  @Test
  void aHugeAnswerIsCutBeforeTheModelGetsIt() {
    uses("webhook", use -> new ToolResult("x".repeat(1_000_000), false, Optional.empty()));
    begin();
    asks("Where is my order?");
    modelCalls("find_order", "{}");
    toolsWork();

    assertThat(lastMessage()).hasSizeLessThan(70_000).endsWith("(cut)");
  }

  // MCP servers

  @Test
  void aToolThatNeedsApprovalIsUsedOnlyWhenTheUserAllowsIt() {
    begin();
    asks("Search for cats");
    modelCalls("search", "{\"q\":\"cats\"}");
    assertThat(toolWork).isEmpty();
    var asked = outlets.told(EdgeOutput.McpToolUse.class).getFirst();
    assertThat(asked.state()).isEqualTo(McpState.AWAITING_APPROVAL);
    assertThat(asked.patienceSecs()).hasValue(300);

    send(new EdgeInput.ToolJudged(asked.toolCallId(), true));
    toolsWork();
    assertThat(outlets.told(EdgeOutput.McpToolUse.class))
        .extracting(EdgeOutput.McpToolUse::state)
        .containsExactly(McpState.AWAITING_APPROVAL, McpState.LOADING, McpState.SUCCESS);
    assertThat(lastMessage()).isEqualTo("two cats");
  }

  @Test
  void aToolThatTheUserRefusesIsNeverUsed() {
    begin();
    asks("Search for cats");
    modelCalls("search", "{}");
    var id = outlets.told(EdgeOutput.McpToolUse.class).getFirst().toolCallId();
    send(new EdgeInput.ToolJudged("another", true));
    send(new EdgeInput.ToolJudged(id, false));
    send(new EdgeInput.ToolJudged(id, true));
    toolsWork();

    assertThat(used).isEmpty();
    assertThat(lastMessage()).contains("did not allow");
    assertThat(outlets.toolCalls.getFirst().call().toolHasBeenCalled()).isFalse();
  }

  @Test
  void anApprovalThatNobodyGivesIsARefusal() {
    begin();
    asks("Search for cats");
    modelCalls("search", "{}");
    time.pass(Duration.ofMinutes(5));

    assertThat(used).isEmpty();
    assertThat(lastMessage()).contains("Nobody has allowed");
    assertThat(outlets.told(EdgeOutput.McpToolUse.class).getLast().state())
        .isEqualTo(McpState.FAILURE);
  }

  @Test
  void aClientThatShowsNoQuestionsIsNotAskedAndTheToolIsNotUsed() {
    agent(SHOP.replace(",\"mcp_tool_call\"", ""));
    begin();
    asks("Search for cats");
    modelCalls("search", "{}");
    toolsWork();

    assertThat(used).isEmpty();
    assertThat(lastMessage()).contains("Nobody can be asked");
  }

  @Test
  void aToolThatNeedsNoApprovalIsUsedAtOnce() {
    agent(SHOP.replace("\"requires_approval\":true", "\"requires_approval\":false"));
    begin();
    asks("Search for cats");
    modelCalls("search", "{}");
    toolsWork();

    assertThat(outlets.told(EdgeOutput.McpToolUse.class))
        .extracting(EdgeOutput.McpToolUse::state)
        .containsExactly(McpState.LOADING, McpState.SUCCESS);
  }

  @Test
  void theClientIsToldWhichServersCanBeReached() {
    agent(
        SHOP.replace("\"mcp_tool_call\"", "\"mcp_connection_status\"")
            .replace("\"tools\":[", "\"mcp_server_ids\":[\"mcp_1\",\"mcp_dead\"],\"tools\":["));
    begin();

    assertThat(outlets.told(EdgeOutput.McpServers.class))
        .containsExactly(
            new EdgeOutput.McpServers(
                List.of(
                    new EdgeOutput.McpServer("mcp_1", true, 1),
                    new EdgeOutput.McpServer("mcp_dead", false, 1))));
  }

  // The system's

  @Test
  void theClientIsToldOfTheEndOfTheCallOnlyWithTheEnd() {
    begin();
    asks("bye");
    modelCalls("end_call", "{\"reason\":\"done\",\"message\":\"Goodbye.\"}");

    assertThat(outlets.toldInOrder())
        .containsSubsequence("ToolBegan", "AgentResponse", "ToolEnded", "Ended");
    var result = outlets.toolCalls.getFirst().result();
    assertThat(result.result().orElseThrow().toString())
        .isEqualTo(
            """
            {"result_type":"end_call_success","status":"success","reason":"done",\
            "message":"Goodbye."}""");
    assertThat(result.type()).isEqualTo("system");
  }

  @Test
  void anotherAgentTakesOverWithItsOwnPromptModelAndFirstMessage() {
    begin();
    asks("I have a question about my bill");
    modelCalls("transfer_to_agent", "{\"agent_number\":0,\"reason\":\"billing\"}");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("I put you through.");
    time.pass(Duration.ofMillis(999));
    assertThat(outlets.told(EdgeOutput.AgentResponse.class)).hasSize(1);
    time.pass(Duration.ofMillis(1));
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("Billing for Ada, hello.");

    asks("What do I owe?");
    var asked = outlets.lastGeneration();
    assertThat(asked.model()).isEqualTo("other-model");
    assertThat(asked.messages().getFirst().content())
        .endsWith("You send bills.")
        .doesNotContain("You keep");
    assertThat(asked.messages())
        .extracting(ChatMessage::content)
        .contains("I have a question about my bill", "I put you through.");
    assertThat(asked.tools()).isEmpty();
    modelSays("Nothing.");
    assertThat(outlets.turns.getLast().agentId()).isEqualTo("agent_2");
    assertThat(outlets.turns.getFirst().agentId()).isEqualTo("agent_1");
  }

  @Test
  void anAgentThatDoesNotGreetAnswersWhatTheUserWanted() {
    begin();
    asks("What do I owe?");
    modelCalls("transfer_to_agent", "{\"agent_number\":1}");

    assertThat(outlets.lastGeneration().model()).isEqualTo("other-model");
    assertThat(outlets.lastGeneration().messages())
        .extracting(ChatMessage::content)
        .anyMatch(text -> text.equals("What do I owe?"))
        .anyMatch(text -> text.contains("transfer_to_agent_success"));
    modelSays("Nothing.");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text()).isEqualTo("Nothing.");
  }

  @Test
  void theAgentThatTookOverIsTheOneThatTheNextOwnerGoesOnWith() {
    begin();
    asks("What do I owe?");
    modelCalls("transfer_to_agent", "{\"agent_number\":1}");
    modelSays("Nothing.");
    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    asks("Sure?");

    assertThat(outlets.lastGeneration().model()).isEqualTo("other-model");
    modelSays("Yes.");
    assertThat(outlets.turns.getLast().agentId()).isEqualTo("agent_2");
  }

  @Test
  void anAgentThatIsNotThereCannotTakeOverAndTheOneThatSpeaksGoesOn() {
    begin();
    asks("Nobody please");
    modelCalls("transfer_to_agent", "{\"agent_number\":2}");
    assertThat(lastMessage()).contains("transfer_to_agent_error", "There is no agent");

    modelCalls("transfer_to_agent", "{\"agent_number\":7}");
    assertThat(lastMessage()).contains("There is no agent of this number");
    assertThat(outlets.lastGeneration().messages().getFirst().content()).contains("You keep");
  }

  @Test
  void anAgentThatLacksAVariableCannotTakeOver() {
    agent(BILLING.replace("You send bills.", "You send bills to {{address}}."));
    begin();
    asks("What do I owe?");
    modelCalls("transfer_to_agent", "{\"agent_number\":1}");

    assertThat(lastMessage()).contains("Missing required dynamic variables: address");
  }

  @Test
  void agentsDoNotHandASilentUserOnForEver() {
    agent(
        SHOP.replace("agent_1", "agent_2")
            .replace(
                "{\"agent_id\":\"agent_2\",\"condition\":\"more",
                "{\"agent_id\":\"agent_1\",\"condition\":\"more"));
    begin();
    asks("Round and round");
    for (int i = 0; i < 6; i++) {
      modelCalls("transfer_to_agent", "{\"agent_number\":1}");
    }
    assertThat(lastMessage()).contains("too often");
  }

  // By telephone

  private static final String RECEPTION =
      """
      {"agent_id":"agent_1","name":"Reception","conversation_config":{
        "conversation":{"text_only":true,"client_events":
          ["agent_response","agent_chat_response_part","agent_tool_response"]},
        "agent":{"prompt":{"prompt":"{{system__caller_id}} calls {{system__called_number}}, {{system__call_sid}}.","built_in_tools":{
          "play_keypad_touch_tone":{"name":"play_keypad_touch_tone",
            "params":{"system_tool_type":"play_keypad_touch_tone"}},
          "transfer_to_number":{"name":"transfer_to_human","params":{
            "system_tool_type":"transfer_to_number","transfers":[
              {"transfer_destination":{"type":"phone","phone_number":"+15551234567"},
               "condition":"billing"},
              {"transfer_destination":{"type":"sip_uri","sip_uri":"sip:desk@example.com"},
               "condition":"desk","transfer_type":"sip_refer"}]}}}}}}}""";

  private void rings() {
    agent(RECEPTION);
    send(
        new EdgeInput.Opened(
            "agent_1",
            "public",
            Optional.empty(),
            Optional.empty(),
            Initiation.bare(),
            0,
            false,
            Optional.of(
                new PhoneCall(
                    PhoneCall.Carrier.SIP_TRUNKING,
                    PhoneCall.Direction.INBOUND,
                    "phnum_1",
                    "+15551230000",
                    "+15559870000",
                    "call-1@pbx"))));
    asks("Billing, please.");
  }

  private void putsThroughTo(String number) {
    modelCalls(
        "transfer_to_number",
        """
        {"transfer_number":"%s","client_message":"One moment, I connect you.",
         "agent_message":"A caller with a bill.","reason":"billing"}"""
            .formatted(number));
  }

  @Test
  void theModelCanBeToldWhoCallsWhom() {
    rings();

    assertThat(outlets.lastGeneration().messages().getFirst().content())
        .contains("+15559870000 calls +15551230000, call-1@pbx.");
  }

  @Test
  void aCallerIsToldAndThenPutThroughAndTheAgentLeaves() {
    rings();
    putsThroughTo("+15551234567");
    assertThat(outlets.toldInOrder()).endsWith("AgentResponsePart", "NumberWanted");
    var wanted = outlets.told(EdgeOutput.NumberWanted.class).getFirst();
    assertThat(wanted.refer()).isFalse();
    assertThat(wanted.agentMessage()).isEqualTo("A caller with a bill.");

    send(new EdgeInput.NumberReached(wanted.toolCallId(), Optional.of("room_1"), Optional.empty()));
    assertThat(outlets.toolCalls.getFirst().result().result().orElseThrow())
        .hasToString(
            """
            {"result_type":"transfer_to_number_twilio_success","status":"success",\
            "transfer_number":"+15551234567","reason":"billing",\
            "client_message":"One moment, I connect you.",\
            "agent_message":"A caller with a bill.","conference_name":"room_1"}""");
    assertThat(outlets.told(EdgeOutput.Ended.class)).hasSize(1);
  }

  @Test
  void aNumberThatIsBusyLeavesTheCallerWithTheAgent() {
    rings();
    putsThroughTo("sip:desk@example.com");
    var wanted = outlets.told(EdgeOutput.NumberWanted.class).getFirst();
    assertThat(wanted.refer()).isTrue();
    send(new EdgeInput.NumberReached(wanted.toolCallId(), Optional.empty(), Optional.of("busy")));

    assertThat(lastMessage()).contains("transfer_to_number_error", "busy");
    modelSays("They are busy.");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("One moment, I connect you. They are busy.");
  }

  @Test
  void aNumberThatNobodyAnswersIsGivenUp() {
    rings();
    putsThroughTo("+15551234567");
    time.pass(Duration.ofSeconds(90));

    assertThat(lastMessage()).contains("Nobody has answered");
  }

  @Test
  void aNumberThatTheModelMadeUpIsNeverCalled() {
    rings();
    putsThroughTo("+15550000000");

    assertThat(outlets.told(EdgeOutput.NumberWanted.class)).isEmpty();
    assertThat(lastMessage()).contains("transfer_to_number_error");
  }

  @Test
  void keysArePlayedOnTheLineAndNothingElseIs() {
    rings();
    modelCalls("play_keypad_touch_tone", "{\"dtmf_tones\":\"12#w3\"}");
    assertThat(outlets.told(EdgeOutput.KeysPressed.class))
        .containsExactly(new EdgeOutput.KeysPressed("12#w3"));
    assertThat(lastMessage()).contains("play_dtmf_success");

    modelCalls("play_keypad_touch_tone", "{\"dtmf_tones\":\"abc\"}");
    assertThat(lastMessage()).contains("play_dtmf_error");
    assertThat(outlets.told(EdgeOutput.KeysPressed.class)).hasSize(1);
  }

  @Test
  void withoutATelephoneNobodyIsPutThrough() {
    agent(RECEPTION);
    begin("{}");
    asks("Billing, please.");
    assertThat(outlets.lastGeneration().tools()).isEmpty();
    putsThroughTo("+15551234567");

    assertThat(lastMessage()).contains("There is no tool of this name");
  }

  // What a call needs

  @Test
  void aVariableThatThePromptOrAToolNeedsIsAskedForByItsName() {
    begin("{}");

    assertThat(outlets.told(EdgeOutput.Ended.class))
        .singleElement()
        .extracting(EdgeOutput.Ended::reason)
        .isEqualTo("Missing required dynamic variables: owner, secret__key");
    assertThat(outlets.events).isEmpty();
  }

  @Test
  void theModelIsToldOfEveryToolThatWorksHere() {
    begin();
    asks("hello");

    assertThat(outlets.lastGeneration().tools())
        .extracting(ToolSpec::name)
        .containsExactly(
            "end_call",
            "transfer_to_agent",
            "getBatteryLevel",
            "flashScreen",
            "find_order",
            "search");
  }
}
