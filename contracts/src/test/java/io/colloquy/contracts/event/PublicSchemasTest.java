package io.colloquy.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.CollectedResult;
import io.colloquy.contracts.analysis.Analysis.CriterionResult;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.edge.PhoneCall;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ModelUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds real events against the documents that other systems rely on: docs/asyncapi.yaml. */
class PublicSchemasTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final String ID = Ids.conversation();
  private static final TranscriptTurn.RagRetrieval RETRIEVAL =
      new TranscriptTurn.RagRetrieval(
          List.of(
              new TranscriptTurn.RagChunk("doc_1", "chunk_1", 0.25),
              new TranscriptTurn.RagChunk("doc_2", "", 0)),
          "e5_mistral_7b_instruct",
          "when do you open",
          0.031);

  private static final LlmUsage USAGE =
      LlmUsage.of(
          "gpt-4o",
          new ModelUsage(
              ModelUsage.Tokens.at(new BigDecimal("0.075"), 1),
              ModelUsage.Tokens.NONE,
              ModelUsage.Tokens.NONE,
              ModelUsage.Tokens.at(BigDecimal.TEN, 100)));

  /** An event as it is sent, with the topic that it is sent on. */
  record Sent(String topic, CloudEvent<?> event) {
    @Override
    public String toString() {
      return event.type() + " " + Json.text(event.data());
    }
  }

  static Stream<Sent> events() {
    var now = Instant.parse("2026-11-23T08:00:00.123456Z");
    var variables = Json.MAPPER.createObjectNode().put("name", "Zoë").put("vip", true);
    var none = Json.MAPPER.createObjectNode();
    return Stream.of(
            new ConversationEvent.Started(
                ID,
                "agent_1",
                "Ada",
                1_763_884_800L,
                "public",
                Optional.of("js_sdk"),
                Optional.of("1.25.0"),
                "en",
                false,
                new Initiation(none, none, variables, Optional.of("user_1"))),
            new ConversationEvent.Started(
                ID,
                "agent_1",
                "",
                1_763_884_800L,
                "signed_url",
                Optional.empty(),
                Optional.empty(),
                "de",
                true,
                Initiation.bare()),
            new ConversationEvent.Started(
                ID,
                "agent_1",
                "Ada",
                1_763_884_800L,
                "public",
                Optional.of("sip_trunk"),
                Optional.empty(),
                "en",
                false,
                Initiation.bare(),
                true,
                Optional.of(
                    new PhoneCall(
                        PhoneCall.Carrier.SIP_TRUNKING,
                        PhoneCall.Direction.INBOUND,
                        "phnum_1",
                        "+15551230000",
                        "+15559870000",
                        "call-1@pbx"))),
            new ConversationEvent.Ended(
                ID, "agent_1", 1_763_884_800L, 1_763_884_860L, 3, "hung up", Optional.empty()),
            new ConversationEvent.Ended(
                ID,
                "agent_1",
                1_763_884_800L,
                1_763_884_800L,
                0,
                "",
                Optional.of(new ConversationEvent.Failure(1011, "the model did not answer")),
                Optional.of(USAGE)),
            new ConversationDeleted(
                ID, "agent_1", 1_763_884_900L, ConversationDeleted.Reason.REQUEST, true, true),
            new ConversationDeleted(
                ID, "agent_1", 1_763_884_900L, ConversationDeleted.Reason.RETENTION, false, true),
            new ToolCalled(ID, "agent_1", 1_763_884_800_000L, use(), result()),
            new PostCallAnalysis(
                ID, "agent_1", 1, "done", 1_763_884_800L, 60, 1_763_884_861L, analysis()),
            turn(TranscriptTurn.Role.USER, Optional.empty(), Map.of()),
            turn(TranscriptTurn.Role.AGENT, Optional.of("all of it"), Map.of("llm_ttfb", 120.5)))
        .map(
            data ->
                switch (data) {
                  case ConversationEvent event -> new Sent(Topics.CONVERSATIONS, event.event(now));
                  case ConversationDeleted deleted ->
                      new Sent(Topics.CONVERSATIONS, deleted.event());
                  case TranscriptTurn turn -> new Sent(Topics.TRANSCRIPTS, turn.event(now));
                  case ToolCalled called -> new Sent(Topics.TOOL_CALLS, called.event(now));
                  case PostCallAnalysis found -> new Sent(Topics.POST_CALL_ANALYSIS, found.event());
                  default -> throw new AssertionError("no event: " + data);
                });
  }

  private static Analysis analysis() {
    var schema = Json.MAPPER.createObjectNode().put("type", "integer");
    return new Analysis(
        Map.of("polite", new CriterionResult("polite", Success.SUCCESS, "It greets.")),
        Map.of(
            "order", new CollectedResult("order", IntNode.valueOf(7), schema, "It is named."),
            "name", new CollectedResult("name", NullNode.getInstance(), schema, "It is not.")),
        Success.SUCCESS,
        "The user asks for an order.",
        Optional.of("Order 7"));
  }

  private static TranscriptTurn turn(
      TranscriptTurn.Role role, Optional<String> original, Map<String, Double> metrics) {
    return new TranscriptTurn(
        ID,
        "agent_1",
        2,
        role,
        "some of it",
        7,
        original.isPresent(),
        original,
        Optional.of("audio"),
        metrics,
        List.of(new TranscriptTurn.VoicePart("some of it", Optional.of("Joe"), Optional.of(7))),
        List.of(use()),
        List.of(result()),
        role == TranscriptTurn.Role.USER
            ? List.of(new TranscriptTurn.File("file_1", "menu.png", "image/png"))
            : List.of(),
        original.map(_ -> RETRIEVAL),
        original.map(_ -> USAGE));
  }

  private static TranscriptTurn.ToolUse use() {
    return new TranscriptTurn.ToolUse(
        "webhook",
        "find_order_1",
        "find_order",
        "{\"id\":7}",
        true,
        Optional.of(Json.MAPPER.createObjectNode().put("type", "webhook")));
  }

  private static TranscriptTurn.ToolResult result() {
    return new TranscriptTurn.ToolResult(
        "webhook",
        "find_order_1",
        "find_order",
        "{\"state\":\"sent\"}",
        false,
        true,
        0.25,
        List.of(
            new TranscriptTurn.VariableUpdate(
                "state", Optional.empty(), "sent", 1_763_884_800.5, "find_order", "find_order_1")),
        Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatIsSentIsWhatIsDocumented(Sent sent) throws IOException {
    var packet = sent.event().encode();

    assertThat(problems(headerSchema(sent), headers(packet))).isEmpty();
    assertThat(problems(payloadSchema(sent), payload(packet))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("events")
  void nothingIsSentThatIsNotDocumented(Sent sent) throws IOException {
    var packet = sent.event().encode();

    assertThat(names(payload(packet)))
        .isSubsetOf(names(payloadSchema(sent).getSchemaNode().get("properties")));
    assertThat(packet.headers().keySet())
        .isSubsetOf(names(headerSchema(sent).getSchemaNode().get("properties")));
    var initiation = payload(packet).get("initiation");
    if (initiation != null) {
      assertThat(names(initiation))
          .isSubsetOf(
              names(payloadSchema(sent).getSchemaNode().at("/properties/initiation/properties")));
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void whatLacksADocumentedMemberIsNotValid(Sent sent) throws IOException {
    var payload = payload(sent.event().encode());
    for (var name : names(payload)) {
      var lacking = ((ObjectNode) payload.deepCopy()).without(name);

      assertThat(problems(payloadSchema(sent), lacking)).as("without %s", name).isNotEmpty();
    }
  }

  @Test
  void everyPublicTopicIsAChannelAndNoInternalOneIs() throws IOException {
    var addresses = new ArrayList<String>();
    asyncApi().get("channels").forEach(channel -> addresses.add(channel.get("address").asText()));

    assertThat(addresses)
        .containsExactlyInAnyOrder(
            Topics.CONVERSATIONS, Topics.TRANSCRIPTS, Topics.TOOL_CALLS, Topics.POST_CALL_ANALYSIS);
    for (var channel : asyncApi().get("channels")) {
      assertThat(channel.at("/bindings/kafka/partitions").asInt())
          .isEqualTo(Topics.CONVERSATION_PARTITIONS);
    }
  }

  @Test
  void everySchemaFileIsUsed() throws IOException {
    var text = Files.readString(DOCS.resolve("asyncapi.yaml"));
    try (var files = Files.list(DOCS.resolve("schemas"))) {
      assertThat(files.map(file -> "./schemas/" + file.getFileName()).toList())
          .isNotEmpty()
          .allSatisfy(file -> assertThat(text).contains(file));
    }
  }

  private static JsonSchema payloadSchema(Sent sent) throws IOException {
    return schema(message(sent).at("/payload/$ref").asText());
  }

  private static JsonSchema headerSchema(Sent sent) throws IOException {
    return schema(message(sent).at("/headers/$ref").asText());
  }

  /** The message that the document names for this type on this topic. */
  private static JsonNode message(Sent sent) throws IOException {
    var document = asyncApi();
    for (var reference : document.at("/channels/" + sent.topic() + "/messages")) {
      var message = document.at(reference.get("$ref").asText().substring(1));
      if (message.get("name").asText().equals(sent.event().type())) {
        return message;
      }
    }
    throw new AssertionError(sent.event().type() + " is not documented on " + sent.topic());
  }

  private static JsonNode asyncApi() throws IOException {
    return new YAMLMapper().readTree(DOCS.resolve("asyncapi.yaml").toFile());
  }

  private static JsonSchema schema(String reference) throws IOException {
    var file = DOCS.resolve(reference).normalize();
    var schema = Json.MAPPER.readTree(file.toFile());
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(
            SchemaLocation.of(schema.get("$id").asText()),
            schema,
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private static List<String> problems(JsonSchema schema, JsonNode document) {
    return schema.validate(document).stream().map(ValidationMessage::getMessage).toList();
  }

  private static JsonNode headers(Packet packet) {
    return Json.MAPPER.valueToTree(packet.headers());
  }

  private static JsonNode payload(Packet packet) throws IOException {
    return Json.MAPPER.readTree(packet.body());
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
