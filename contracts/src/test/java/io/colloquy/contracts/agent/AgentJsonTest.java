package io.colloquy.contracts.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentJsonTest {

  private static final String UNKNOWN =
      """
      {"text": "x", "none": null, "whole": 7, "big": 12345678901234567890, "real": 1.0,
       "small": 0.000001, "yes": true, "list": [1, "a", null, {"deep": null}], "object": {"a": {}},
       "rest": {"rest": 1}, "camelCase": 1}
      """;

  @Test
  void anEmptyDocumentReadsAsAgentWithEveryDefault() {
    var agent = agent("{}");

    assertThat(agent.name()).isEqualTo(Agent.DEFAULT_NAME);
    assertThat(agent.conversationConfig().turn().turnTimeout()).isEqualTo(7.0);
    assertThat(agent.conversationConfig().tts().agentOutputAudioFormat())
        .isEqualTo(AudioFormat.PCM_16000);
    assertThat(agent.conversationConfig().tts().optimizeStreamingLatency()).isEqualTo(3);
    assertThat(agent.conversationConfig().agent().prompt().customLlm()).isEmpty();
    assertThat(agent.platformSettings().auth().enableAuth()).isFalse();
    assertThat(agent.workflow().preventSubagentLoops()).isFalse();
    assertThat(agent.tags()).isEmpty();
  }

  @Test
  void whatIsWrittenHoldsEveryDocumentedFieldInSnakeCase() {
    var written = Json.MAPPER.valueToTree(agent("{}"));

    assertThat(paths("", written))
        .contains(
            "/agent_id",
            "/name",
            "/tags",
            "/metadata/created_at_unix_secs",
            "/metadata/updated_at_unix_secs",
            "/conversation_config/agent/first_message",
            "/conversation_config/agent/language",
            "/conversation_config/agent/dynamic_variables/dynamic_variable_placeholders",
            "/conversation_config/agent/disable_first_message_interruptions",
            "/conversation_config/agent/prompt/prompt",
            "/conversation_config/agent/prompt/llm",
            "/conversation_config/agent/prompt/reasoning_effort",
            "/conversation_config/agent/prompt/temperature",
            "/conversation_config/agent/prompt/max_tokens",
            "/conversation_config/agent/prompt/tool_ids",
            "/conversation_config/agent/prompt/built_in_tools/end_call",
            "/conversation_config/agent/prompt/built_in_tools/voicemail_detection",
            "/conversation_config/agent/prompt/mcp_server_ids",
            "/conversation_config/agent/prompt/native_mcp_server_ids",
            "/conversation_config/agent/prompt/knowledge_base",
            "/conversation_config/agent/prompt/custom_llm",
            "/conversation_config/agent/prompt/ignore_default_personality",
            "/conversation_config/agent/prompt/rag/max_retrieved_rag_chunks_count",
            "/conversation_config/agent/prompt/timezone",
            "/conversation_config/agent/prompt/tools",
            "/conversation_config/asr/quality",
            "/conversation_config/asr/provider",
            "/conversation_config/asr/user_input_audio_format",
            "/conversation_config/asr/keywords",
            "/conversation_config/turn/turn_timeout",
            "/conversation_config/turn/silence_end_call_timeout",
            "/conversation_config/turn/mode",
            "/conversation_config/tts/model_id",
            "/conversation_config/tts/voice_id",
            "/conversation_config/tts/supported_voices",
            "/conversation_config/tts/agent_output_audio_format",
            "/conversation_config/tts/optimize_streaming_latency",
            "/conversation_config/tts/stability",
            "/conversation_config/tts/speed",
            "/conversation_config/tts/similarity_boost",
            "/conversation_config/tts/pronunciation_dictionary_locators",
            "/conversation_config/conversation/text_only",
            "/conversation_config/conversation/max_duration_seconds",
            "/conversation_config/conversation/client_events",
            "/conversation_config/language_presets",
            "/conversation_config/vad/background_voice_detection",
            "/platform_settings/auth/enable_auth",
            "/platform_settings/auth/allowlist",
            "/platform_settings/auth/shareable_token",
            "/platform_settings/evaluation/criteria",
            "/platform_settings/widget/avatar/type",
            "/platform_settings/data_collection",
            "/platform_settings/overrides/conversation_config_override/agent/prompt/prompt",
            "/platform_settings/call_limits/agent_concurrency_limit",
            "/platform_settings/privacy/retention_days",
            "/platform_settings/workspace_overrides/webhooks/send_audio",
            "/platform_settings/testing/attached_tests",
            "/platform_settings/archived",
            "/workflow/prevent_subagent_loops");
    assertThat(paths("", written)).noneMatch(path -> path.endsWith("/rest"));
  }

  @Test
  void unknownMembersSurviveAtEveryLevel() throws IOException {
    var document = (ObjectNode) Json.MAPPER.valueToTree(complete());
    var marked = mark(document);

    var read = Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(document), Agent.class);
    JsonNode again = Json.MAPPER.valueToTree(read);

    assertThat(marked).hasSizeGreaterThan(20);
    assertThat(again).isEqualTo(document);
  }

  @Test
  void aSecondReadChangesNothing() {
    var once = Json.read(Json.text(complete()), Agent.class);
    assertThat(once).isEqualTo(complete());
    assertThat(Json.text(once)).isEqualTo(Json.text(complete()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"conversation_config\": null, \"platform_settings\": null, \"workflow\": null,"
            + " \"tags\": null, \"name\": null}",
        "{\"conversation_config\": {\"agent\": null, \"asr\": null, \"turn\": null, \"tts\": null,"
            + " \"conversation\": null, \"vad\": null, \"language_presets\": null}}",
        "{\"conversation_config\": {\"agent\": {\"prompt\": null, \"dynamic_variables\": null},"
            + " \"turn\": {\"turn_timeout\": null, \"mode\": null},"
            + " \"tts\": {\"speed\": null, \"optimize_streaming_latency\": null,"
            + " \"agent_output_audio_format\": null}}}",
        "{\"conversation_config\": {\"agent\": {\"prompt\": {\"rag\": null, \"custom_llm\": null,"
            + " \"built_in_tools\": null, \"timezone\": null, \"knowledge_base\": null}}},"
            + " \"platform_settings\": {\"auth\": {\"shareable_token\": null}, \"privacy\": null}}"
      })
  void nullIsTheSameAsAbsent(String document) {
    assertThat(agent(document)).isEqualTo(agent("{}"));
  }

  @Test
  void platformSettingsAreCompletedAtEveryDepthButVariantsAreTakenWhole() {
    var settings =
        Json.MAPPER
            .valueToTree(
                agent(
                    """
                    {"platform_settings": {
                      "privacy": {"retention_days": 30},
                      "widget": {"avatar": {"type": "url", "custom_url": "https://example.com/a.png"}}
                    }}
                    """))
            .path("platform_settings");

    assertThat(settings.at("/privacy/retention_days").intValue()).isEqualTo(30);
    assertThat(settings.at("/privacy/record_voice").booleanValue()).isTrue();
    assertThat(settings.at("/widget/variant").textValue()).isEqualTo("full");
    assertThat(settings.at("/widget/avatar"))
        .isEqualTo(
            Json.MAPPER
                .createObjectNode()
                .put("type", "url")
                .put("custom_url", "https://example.com/a.png"));
  }

  @ParameterizedTest
  @CsvSource({"'2', 2", "'\"2\"', 2", "0, 0", "'\"4\"', 4"})
  void theLatencyLevelIsTakenAsNumberOrTextAndKeptAsNumber(String json, int level) {
    var agent =
        agent(
            """
            {"conversation_config": {"tts": {"optimize_streaming_latency": %s, "supported_voices":
              [{"label": "a", "voice_id": "b", "optimize_streaming_latency": %s}]}}}
            """
                .formatted(json, json));

    var tts = agent.conversationConfig().tts();
    assertThat(tts.optimizeStreamingLatency()).isEqualTo(level);
    assertThat(tts.supportedVoices().getFirst().optimizeStreamingLatency())
        .isEqualTo(Optional.of(level));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"high\"", "\"\"", "1.5", "true", "{}"})
  void anythingElseIsNoLatencyLevel(String json) {
    assertThatThrownBy(
            () ->
                agent(
                    "{\"conversation_config\": {\"tts\": {\"optimize_streaming_latency\": %s}}}"
                        .formatted(json)))
        .isInstanceOf(Packet.MalformedPacket.class);
  }

  @Test
  void clientEventsOfAnyNameAreKept() {
    var agent =
        agent(
            """
            {"conversation_config": {"conversation": {"client_events":
              ["audio", "agent_chat_response_part", "agent_tool_request", "not_invented_yet"]}}}
            """);

    var conversation = agent.conversationConfig().conversation();
    assertThat(conversation.sends("not_invented_yet")).isTrue();
    assertThat(conversation.sends("interruption")).isFalse();
  }

  @Test
  void anEmptyListOfClientEventsSendsTheDefaultOnes() {
    var agent = agent("{\"conversation_config\": {\"conversation\": {\"client_events\": []}}}");

    var conversation = agent.conversationConfig().conversation();
    assertThat(conversation.clientEvents()).isEmpty();
    assertThat(conversation.sends("audio")).isTrue();
    assertThat(conversation.sends("vad_score")).isFalse();
  }

  private static Agent agent(String json) {
    return Json.read(json, Agent.class);
  }

  /** An agent in which every list and optional object of the model holds something. */
  private static Agent complete() {
    return agent(
        """
        {"agent_id": "agent_1", "name": "Ada", "tags": ["a"],
         "metadata": {"created_at_unix_secs": 1, "updated_at_unix_secs": 2},
         "conversation_config": {
           "agent": {"prompt": {
             "knowledge_base": [{"type": "text", "name": "n", "id": "i"}],
             "custom_llm": {"url": "https://example.com/v1", "api_key": {"secret_id": "s"}}}},
           "tts": {
             "supported_voices": [{"label": "l", "voice_id": "v"}],
             "pronunciation_dictionary_locators":
               [{"pronunciation_dictionary_id": "p", "version_id": null}]}},
         "platform_settings": {"auth": {"allowlist": [{"hostname": "example.com"}]}}}
        """);
  }

  /** Puts unknown members into every object but the server's own metadata; says into which. */
  private static List<ObjectNode> mark(ObjectNode document) throws JsonProcessingException {
    var unknown = (ObjectNode) Json.MAPPER.readTree(UNKNOWN);
    List<ObjectNode> objects = new ArrayList<>();
    collect(document, objects);
    objects.remove(document.get("metadata"));
    objects.forEach(object -> object.setAll(unknown.deepCopy()));
    return objects;
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  private static List<String> paths(String at, JsonNode node) {
    List<String> paths = new ArrayList<>();
    if (!at.isEmpty()) {
      paths.add(at);
    }
    node.properties()
        .forEach(member -> paths.addAll(paths(at + "/" + member.getKey(), member.getValue())));
    return paths;
  }
}
