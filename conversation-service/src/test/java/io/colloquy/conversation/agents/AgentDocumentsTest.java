package io.colloquy.conversation.agents;

import static io.colloquy.conversation.agents.AgentsApi.json;
import static io.colloquy.conversation.agents.AgentsApi.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.llm.OfferedModels;
import io.colloquy.contracts.llm.OfferedModels.Offered;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentDocumentsTest {

  private static final Instant MORNING = Instant.parse("2026-01-01T08:00:00Z");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final OfferedModels OFFERED =
      new OfferedModels(
          List.of(
              new Offered("gemini-2.0-flash", "gemini", true, true, true),
              new Offered("gpt-5-mini", "openai", true, false, false),
              new Offered("gpt-4o", "openai", true, false, false),
              new Offered("claude-3-haiku", "anthropic", false, true, true),
              new Offered("house-model", "operator", true, false, false)));

  private final AgentDocuments documents = new AgentDocuments();

  @Test
  void everyDocumentedFieldComesBackAsItWasGiven() {
    var given = json(resource("every-documented-field.json"));

    JsonNode agent = Json.MAPPER.valueToTree(created(given.toString()));

    assertContains("", agent, given);
  }

  @Test
  void aPatchWithAReadAgentChangesNothingButTheTime() {
    var agent = created(resource("every-documented-field.json"));

    var again = documents.update(agent, documents.patch(Json.bytes(agent)), OFFERED, NOON);

    assertThat(again.metadata())
        .isEqualTo(new Agent.Metadata(MORNING.getEpochSecond(), NOON.getEpochSecond()));
    assertThat(withoutMetadata(again)).isEqualTo(withoutMetadata(agent));
  }

  @Test
  void aPatchMergesObjectsAndReplacesListsAndValues() {
    var agent = created(resource("every-documented-field.json"));

    var patched =
        patched(
            agent,
            """
            {"name": "Day desk", "tags": ["day"], "conversation_config": {
              "asr": {"keywords": []},
              "tts": {"speed": 0.8},
              "conversation": {"client_events": ["audio"]},
              "agent": {"dynamic_variables": {"dynamic_variable_placeholders": {"room": 13}}}}}
            """);

    var config = patched.conversationConfig();
    assertThat(patched.name()).isEqualTo("Day desk");
    assertThat(patched.tags()).containsExactly("day");
    assertThat(config.asr().keywords()).isEmpty();
    assertThat(config.tts().speed()).isEqualTo(0.8);
    assertThat(config.tts().voiceId()).isEqualTo("voice-of-the-desk");
    assertThat(config.conversation().clientEvents()).containsExactly("audio");
    assertThat(config.agent().dynamicVariables().dynamicVariablePlaceholders())
        .containsEntry("room", 13)
        .containsEntry("guest", "Ada");
  }

  @Test
  void aNullInAPatchGivesAMemberItsDefaultAgain() {
    var agent = created(resource("every-documented-field.json"));

    var patched =
        patched(
            agent,
            """
            {"name": null, "tags": null, "workflow": null, "conversation_config": {
              "turn": null,
              "tts": {"speed": null, "supported_voices": null},
              "language_presets": {"nl": null},
              "agent": {"prompt": {"custom_llm": null, "timezone": null,
                "built_in_tools": {"end_call": null}}}},
             "platform_settings": {"privacy": {"retention_days": null}}}
            """);

    var config = patched.conversationConfig();
    assertThat(patched.name()).isEqualTo(Agent.DEFAULT_NAME);
    assertThat(patched.tags()).isEmpty();
    assertThat(patched.workflow().nodes()).isEmpty();
    assertThat(config.turn().turnTimeout()).isEqualTo(7);
    assertThat(config.tts().speed()).isEqualTo(1);
    assertThat(config.tts().supportedVoices()).isEmpty();
    assertThat(config.languagePresets()).isEmpty();
    assertThat(config.agent().prompt().customLlm()).isEmpty();
    assertThat(config.agent().prompt().timezone()).isEmpty();
    assertThat(config.agent().prompt().builtInTools()).containsEntry("end_call", null);
    assertThat(config.agent().prompt().prompt()).startsWith("You answer");
    assertThat(patched.platformSettings().rest())
        .extractingByKey("privacy")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("retention_days", 730)
        .containsEntry("record_voice", false);
  }

  @Test
  void unknownMembersSurviveCreationAndPatches() {
    var agent =
        created(
            """
            {"future": {"a": null, "b": [1, {"c": 1.0}]}, "conversation_config": {
              "future": "x", "turn": {"turn_eagerness": "eager", "soft": {"x": 1, "y": null}}}}
            """);

    var patched =
        patched(
            agent,
            """
            {"conversation_config": {"turn": {"soft": {"x": 2}, "turn_eagerness": null}}}
            """);

    assertThat(Json.text(patched.rest()))
        .isEqualTo("{\"future\":{\"a\":null,\"b\":[1,{\"c\":1.0}]}}");
    assertThat(Json.text(patched.conversationConfig().rest())).isEqualTo("{\"future\":\"x\"}");
    assertThat(Json.text(patched.conversationConfig().turn().rest()))
        .isEqualTo("{\"soft\":{\"x\":2,\"y\":null}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"conversation_config\": {\"agent\": {\"prompt\": {\"llm\": \"claude-3-haiku\"}}}}",
        """
        {"conversation_config": {"language_presets": {"nl": {"overrides": {
          "agent": {"prompt": {"llm": "claude-3-haiku"}}}}}}}""",
        """
        {"conversation_config": {}, "workflow": {"nodes": {"n": {"type": "override_agent",
          "label": "Cheaper", "conversation_config": {
            "agent": {"prompt": {"llm": "claude-3-haiku"}}}}}}}"""
      })
  void aModelWhoseProviderIsNotConfiguredIsRefusedWithWhatIsConfigured(String body) {
    assertThatThrownBy(() -> created(body))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.statusCode()).isEqualTo(400);
              assertThat(refusal.status()).isEqualTo("model_not_configured");
              assertThat(refusal)
                  .hasMessage(
                      "The model claude-3-haiku is of the provider anthropic, which is not"
                          + " configured here. Configured are: gemini-2.0-flash, gpt-5-mini,"
                          + " gpt-4o, house-model.");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "custom-llm", "gpt-4o"})
  void theDemoACustomersOwnModelAndWhatIsConfiguredMayBeNamed(String llm) {
    assertThat(created(naming(llm)).conversationConfig().agent().prompt().llm()).isEqualTo(llm);
  }

  @Test
  void whoHasAKeyOfAProviderMayNameItsModels() {
    var body = naming("claude-3-haiku").getBytes(StandardCharsets.UTF_8);
    var offered = OFFERED.orOf(Set.of("anthropic"));

    var agent = documents.create(body, "agent_1", offered, MORNING);

    assertThat(agent.conversationConfig().agent().prompt().llm()).isEqualTo("claude-3-haiku");
    assertThat(patchedWith(offered, created(naming("gpt-4o")), naming("claude-3-haiku")))
        .isEqualTo("claude-3-haiku");
  }

  private String patchedWith(OfferedModels offered, Agent agent, String patch) {
    var changes = documents.patch(patch.getBytes(StandardCharsets.UTF_8));
    var changed = documents.update(agent, changes, offered, NOON);
    return changed.conversationConfig().agent().prompt().llm();
  }

  @Test
  void onlyAModelThatIsNewToTheAgentIsJudged() {
    var nothing = new OfferedModels(List.of());
    var agent = created(naming("gpt-4o"));
    var body = "{\"conversation_config\": {}}".getBytes(StandardCharsets.UTF_8);

    assertThat(documents.create(body, "agent_2", nothing, MORNING).name()).isNotEmpty();
    var renamed = documents.patch("{\"name\": \"Desk\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(documents.update(agent, renamed, nothing, NOON).name()).isEqualTo("Desk");
    var same = documents.patch(Json.bytes(agent));
    assertThat(documents.update(agent, same, nothing, NOON).name()).isEqualTo(agent.name());
    assertThat(documents.duplicate(agent, Optional.empty(), "agent_3", NOON).agentId())
        .isEqualTo("agent_3");
    assertThatThrownBy(() -> patched(agent, naming("claude-3-haiku"))).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> patched(agent, naming("gpt-17"))).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void withZeroRetentionOnlyModelsThatKeepNothingMayBeNamed() {
    var zero = "\"platform_settings\": {\"privacy\": {\"zero_retention_mode\": true}}";
    var agent = created("{\"conversation_config\": {}, %s}".formatted(zero));
    var withOther = created(naming("gpt-4o"));

    assertThat(patched(agent, naming("custom-llm"))).isNotNull();
    assertThat(patched(agent, naming("gemini-2.0-flash"))).isNotNull();
    for (ThrowingCallable change :
        List.<ThrowingCallable>of(
            () -> patched(agent, naming("gpt-4o")),
            () -> patched(agent, naming("builtin")),
            () -> patched(withOther, "{%s}".formatted(zero)))) {
      assertThatThrownBy(change)
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.statusCode()).isEqualTo(400);
                assertThat(refusal.status()).isEqualTo("model_not_allowed");
                assertThat(refusal).hasMessageContaining("These can: gemini-2.0-flash.");
              });
    }
  }

  private static String naming(String llm) {
    return "{\"conversation_config\": {\"agent\": {\"prompt\": {\"llm\": \"%s\"}}}}".formatted(llm);
  }

  @Test
  void whatTheServerOwnsCannotBeSet() {
    var agent =
        created(
            """
            {"agent_id": "mine", "metadata": {"created_at_unix_secs": 1}, "access_info": {},
             "phone_numbers": [{}], "conversation_config": {}}
            """);

    assertThat(agent.agentId()).isEqualTo("agent_1");
    assertThat(agent.metadata().createdAtUnixSecs()).isEqualTo(MORNING.getEpochSecond());
    assertThat(agent.rest()).isEmpty();
  }

  @Test
  void aFirstMessageInThePromptIsTaken() {
    var agent = created(resource("language-presets-sample.json"));

    assertThat(agent.conversationConfig().agent().firstMessage()).isEqualTo("Hello there");
    assertThat(agent.conversationConfig().languagePresets()).containsOnlyKeys("nl", "ar");
  }

  @Test
  void aFirstMessageAtItsProperPlaceWins() {
    var agent =
        created(
            """
            {"conversation_config": {"agent": {"first_message": "proper",
              "prompt": {"first_message": "guide"}}}}
            """);

    assertThat(agent.conversationConfig().agent().firstMessage()).isEqualTo("proper");
  }

  @Test
  void aSystemToolIsCompletedFromItsName() {
    var prompt =
        created(
                """
                {"conversation_config": {"agent": {"prompt": {
                  "tools": [{"type": "system", "name": "language_detection"},
                            {"type": "system", "name": "transfer_to_human",
                             "params": {"transfers": []}}],
                  "built_in_tools": {"end_call": {}}}}}}
                """)
            .conversationConfig()
            .agent()
            .prompt();

    JsonNode tools = Json.MAPPER.valueToTree(prompt.tools());
    JsonNode builtIn = Json.MAPPER.valueToTree(prompt.builtInTools());
    assertThat(tools.at("/0/params/system_tool_type").textValue()).isEqualTo("language_detection");
    assertThat(tools.at("/1/params/system_tool_type").textValue()).isEqualTo("transfer_to_number");
    assertThat(builtIn.at("/end_call/name").textValue()).isEqualTo("end_call");
    assertThat(builtIn.at("/end_call/params/system_tool_type").textValue()).isEqualTo("end_call");
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          turn.turn_timeout                    | 0.9                 | greater_than_equal
          turn.turn_timeout                    | 30.1                | less_than_equal
          turn.turn_timeout                    | -1                  | greater_than_equal
          turn.turn_timeout                    | "7"                 | float_type
          turn.silence_end_call_timeout        | -2                  | greater_than_equal
          turn.mode                            | "sometimes"         | enum
          turn.mode                            | 1                   | enum
          turn                                 | []                  | dict_type
          tts.speed                            | 0.69                | greater_than_equal
          tts.speed                            | 1.21                | less_than_equal
          tts.stability                        | -0.1                | greater_than_equal
          tts.similarity_boost                 | 1.1                 | less_than_equal
          tts.agent_output_audio_format        | "mp3_44100"         | enum
          tts.optimize_streaming_latency       | 5                   | less_than_equal
          tts.optimize_streaming_latency       | "9"                 | int_type
          tts.voice_id                         | 7                   | string_type
          tts.supported_voices                 | {}                  | list_type
          tts.supported_voices.0.label         | null                | missing
          tts.supported_voices.0.voice_id      | ""                  | string_too_short
          tts.supported_voices.0.model_family  | "ultra"             | enum
          tts.supported_voices.0.speed         | 2                   | less_than_equal
          asr.user_input_audio_format          | "pcm_11025"         | enum
          asr.keywords.0                       | null                | string_type
          conversation.max_duration_seconds    | 0                   | greater_than_equal
          conversation.max_duration_seconds    | 1.5                 | int_from_float
          conversation.max_duration_seconds    | 3000000000          | less_than_equal
          conversation.text_only               | "yes"               | bool_type
          conversation.client_events.0         | true                | string_type
          agent.language                       | "xx"                | value_error
          agent.prompt                         | "You are helpful."  | dict_type
          agent.prompt.prompt                  | false               | string_type
          agent.prompt.llm                     | "gpt-17"            | enum
          language_presets.nl                  | {"overrides": {"agent": {"prompt": {"llm": "gpt-17"}}}} | enum .overrides.agent.prompt.llm
          agent.prompt.temperature             | 2.1                 | less_than_equal
          agent.prompt.max_tokens              | -2                  | greater_than_equal
          agent.prompt.reasoning_effort        | "immense"           | enum
          agent.prompt.timezone                | "Mars/Olympus"      | value_error
          agent.prompt.rag.max_vector_distance | 0                   | greater_than
          agent.prompt.rag.max_vector_distance | 1                   | less_than
          agent.prompt.rag.max_retrieved_rag_chunks_count | 21       | less_than_equal
          agent.prompt.custom_llm              | {}                  | missing .url
          agent.prompt.knowledge_base.0        | {"type": "tape", "name": "n", "id": "i"} | enum .type
          agent.prompt.knowledge_base.0        | {"type": "text", "name": "n"}            | missing .id
          agent.prompt.mcp_server_ids          | ["","","","","","","","","","",""]       | too_long
          agent.prompt.tools.0                 | {"type": "system", "name": "dance"}      | missing .params
          agent.dynamic_variables.dynamic_variable_placeholders.x | {}  | string_type
          language_presets.xx                  | {"overrides": {}}   | value_error
          language_presets.nl                  | {}                  | missing .overrides
          language_presets.nl.overrides.tts.speed | 2                | less_than_equal
          language_presets.nl.overrides.agent  | "x"                 | dict_type
          """)
  void aValueOutsideTheDocumentedLimitsIsNamed(String where, String value, String typeAndStep) {
    var path = "conversation_config." + where;
    var type = typeAndStep.split(" ", 2)[0];
    var step = typeAndStep.contains(" ") ? typeAndStep.split(" ", 2)[1] : "";

    var flaw = onlyFlaw(document(path, value));

    assertThat(text(flaw.loc())).isEqualTo("body." + path + step);
    assertThat(flaw.type()).isEqualTo(type);
    assertThat(flaw.msg()).isNotBlank();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          turn.turn_timeout             | 1
          turn.turn_timeout             | 30
          turn.turn_timeout             | 7.5
          turn.silence_end_call_timeout | -1
          tts.speed                     | 0.7
          tts.speed                     | 1.2
          tts.model_id                  | "a_model_of_tomorrow"
          asr.provider                  | "scribe_realtime"
          agent.language                | "pt-br"
          agent.language                | "fil"
          agent.prompt.llm              | "house-model"
          agent.prompt.reasoning_effort | "none"
          agent.prompt.timezone         | "America/New_York"
          conversation.client_events    | ["agent_tool_request", "not_invented_yet"]
          """)
  void aValueWithinTheLimitsOrFromAnOpenListIsTaken(String where, String value) {
    var path = "conversation_config." + where;

    JsonNode agent = Json.MAPPER.valueToTree(created(document(path, value)));

    assertContains("", agent, json(document(path, value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "\"x\"", "null", "{\"conversation_config\": {}} {}", "{'a': 1}"})
  void whatIsNoJsonObjectIsRefused(String body) {
    assertThat(onlyFlaw(body).loc().getFirst()).isEqualTo("body");
  }

  @Test
  void theConfigurationIsRequired() {
    assertThat(onlyFlaw("{}")).isEqualTo(Flaw.missing(List.of("body", "conversation_config")));
    assertThat(onlyFlaw("{\"conversation_config\": null}").type()).isEqualTo("missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\\u0000b\"", "\"\\ud800\"", "{\"\\u0000\": 1}", "[1e999]"})
  void whatCannotBeStoredIsRefused(String value) {
    assertThat(text(onlyFlaw("{\"conversation_config\": {}, \"x\": %s}".formatted(value)).loc()))
        .startsWith("body.x");
  }

  @Test
  void allViolationsAreNamedAtOnce() {
    var flaws =
        flaws(
            """
            {"conversation_config": {"turn": {"turn_timeout": 31}, "tts": {"speed": 2},
              "agent": {"language": 1}}}
            """);

    assertThat(flaws)
        .extracting(flaw -> text(flaw.loc()))
        .containsExactlyInAnyOrder(
            "body.conversation_config.turn.turn_timeout",
            "body.conversation_config.tts.speed",
            "body.conversation_config.agent.language");
  }

  @Test
  void aPromptHasAtMostTwoMebibytes() {
    var limit = "é".repeat(AgentRules.MAX_PROMPT_BYTES / 2);
    var path = "conversation_config.agent.prompt.prompt";

    assertThat(created(document(path, "\"" + limit + "\"")).conversationConfig().agent().prompt())
        .isNotNull();
    assertThat(text(onlyFlaw(document(path, "\"" + limit + "x\"")).loc()))
        .isEqualTo("body." + path);
  }

  @Test
  void anAgentHasAtMostFourMebibytes() {
    var half = "\"" + "x".repeat(AgentRules.MAX_AGENT_BYTES / 2) + "\"";

    var flaw =
        onlyFlaw("{\"conversation_config\": {}, \"a\": %s, \"b\": %s}".formatted(half, half));

    assertThat(flaw.loc()).isEqualTo(List.of("body"));
  }

  @Test
  void labelsAndHostNamesAreGivenOnce() {
    assertThat(
            text(
                onlyFlaw(
                        document(
                            "conversation_config.tts.supported_voices",
                            """
                            [{"label": "a", "voice_id": "v"}, {"label": "a", "voice_id": "w"}]
                            """))
                    .loc()))
        .isEqualTo("body.conversation_config.tts.supported_voices.1.label");
    assertThat(
            text(
                onlyFlaw(
                        """
                        {"conversation_config": {}, "platform_settings": {"auth":
                          {"allowlist": [{"hostname": "a.com"}, {"hostname": "a.com"}]}}}
                        """)
                    .loc()))
        .isEqualTo("body.platform_settings.auth.allowlist.1.hostname");
  }

  @Test
  void voicesCountTenWithTheDefaultOneAndHostNamesTen() {
    assertThat(created(withVoices(9)).conversationConfig().tts().supportedVoices()).hasSize(9);
    assertThat(onlyFlaw(withVoices(10)).type()).isEqualTo("too_long");
    assertThat(created(withHosts(10)).platformSettings().auth().allowlist()).hasSize(10);
    assertThat(onlyFlaw(withHosts(11)).type()).isEqualTo("too_long");
  }

  @Test
  void limitsHoldInAWorkflowNodeToo() {
    var flaw =
        onlyFlaw(
            """
            {"conversation_config": {}, "workflow": {"nodes": {"n": {
              "type": "override_agent", "label": "Faster", "conversation_config": {"tts": {"speed": 3}}}}}}
            """);

    assertThat(text(flaw.loc())).isEqualTo("body.workflow.nodes.n.conversation_config.tts.speed");
  }

  @Test
  void retentionIsCountedInDaysOrNotAtAll() {
    assertThat(
            text(
                onlyFlaw(
                        """
                        {"conversation_config": {},
                         "platform_settings": {"privacy": {"retention_days": -2}}}
                        """)
                    .loc()))
        .isEqualTo("body.platform_settings.privacy.retention_days");
  }

  private Agent created(String body) {
    return documents.create(body.getBytes(StandardCharsets.UTF_8), "agent_1", OFFERED, MORNING);
  }

  private Agent patched(Agent agent, String patch) {
    return documents.update(
        agent, documents.patch(patch.getBytes(StandardCharsets.UTF_8)), OFFERED, NOON);
  }

  private List<Flaw> flaws(String body) {
    var flaws = new java.util.concurrent.atomic.AtomicReference<List<Flaw>>();
    assertThatThrownBy(() -> created(body))
        .isInstanceOfSatisfying(InvalidRequest.class, e -> flaws.set(e.flaws()));
    return flaws.get();
  }

  private Flaw onlyFlaw(String body) {
    var flaws = flaws(body);
    assertThat(flaws).hasSize(1);
    return flaws.getFirst();
  }

  private static String withVoices(int count) {
    var voices = Json.MAPPER.createArrayNode();
    for (int i = 0; i < count; i++) {
      voices.addObject().put("label", "l" + i).put("voice_id", "v");
    }
    return document("conversation_config.tts.supported_voices", voices.toString());
  }

  private static String withHosts(int count) {
    var hosts = Json.MAPPER.createArrayNode();
    for (int i = 0; i < count; i++) {
      hosts.addObject().put("hostname", i + ".example.com");
    }
    return "{\"conversation_config\": {}, \"platform_settings\": {\"auth\": {\"allowlist\": %s}}}"
        .formatted(hosts);
  }

  /** A document that holds one value; a number in the path is the one element of an array. */
  private static String document(String path, String value) {
    var json = value;
    var steps = List.of(path.split("\\.")).reversed();
    for (var step : steps) {
      if (step.equals("0")) {
        json = "[" + json + "]";
      } else if (path.contains("supported_voices.0")
          && List.of("label", "voice_id", "model_family", "speed").contains(step)) {
        var voice = json("{\"label\": \"l\", \"voice_id\": \"v\"}");
        voice.set(step, json("{\"v\": " + json + "}").get("v"));
        json = voice.toString();
      } else {
        json = "{\"" + step + "\": " + json + "}";
      }
    }
    return json;
  }

  private static String text(List<Object> loc) {
    return String.join(".", loc.stream().map(Object::toString).toList());
  }

  private static JsonNode withoutMetadata(Agent agent) {
    ObjectNode tree = Json.MAPPER.valueToTree(agent);
    return tree.without("metadata");
  }

  /** Everything that was given is there, unchanged; more may be. */
  private static void assertContains(String at, JsonNode actual, JsonNode given) {
    switch (given) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(
                  member ->
                      assertContains(
                          at + "/" + member.getKey(),
                          actual.path(member.getKey()),
                          member.getValue()));
      case ArrayNode array -> {
        assertThat(actual.size()).as(at).isEqualTo(array.size());
        for (int i = 0; i < array.size(); i++) {
          assertContains(at + "/" + i, actual.path(i), array.get(i));
        }
      }
      default -> {
        if (given.isNumber()) {
          assertThat(actual.decimalValue()).as(at).isEqualByComparingTo(given.decimalValue());
        } else {
          assertThat(actual).as(at).isEqualTo(given);
        }
      }
    }
  }
}
