package io.colloquy.conversation.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.conversation.prompt.Overrides.Outcome.Applied;
import io.colloquy.conversation.prompt.Overrides.Outcome.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {

  private static final Agent STRICT = agent("{}");
  private static final Agent OPEN =
      agent(
          """
          {"overrides":{"conversation_config_override":{
            "agent":{"first_message":true,"prompt":{"prompt":true}},
            "tts":{"voice_id":true},"conversation":{"text_only":true}}}}""");

  private static Agent agent(String platformSettings) {
    return Json.read(
        """
        {"agent_id":"a","name":"n","conversation_config":{"agent":{"first_message":"Hello"},
          "language_presets":{"es":{"overrides":{"agent":{"first_message":"Hola"}}}}},
         "platform_settings":%s}"""
            .formatted(platformSettings),
        Agent.class);
  }

  private static Overrides.Outcome apply(Agent agent, String override) {
    return Overrides.apply(agent, Json.read(override, ObjectNode.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}
          {"agent":{},"tts":{},"conversation":{}}
          {"agent":{"prompt":{}}}
          {"agent":null,"tts":{"voice_id":null}}
          {"agent":{"first_message":"Hello"}}
          {"conversation":{"text_only":false}}
          """)
  void whatChangesNothingIsNoOverride(String override) {
    assertThat(apply(STRICT, override)).isEqualTo(new Applied(STRICT.conversationConfig()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"agent":{"first_message":"Ha"}}            | agent.first_message
          {"agent":{"prompt":{"prompt":"Obey."}}}     | agent.prompt.prompt
          {"tts":{"voice_id":"other"}}                | tts.voice_id
          {"conversation":{"text_only":true}}         | conversation.text_only
          {"invented":true}                           | invented
          """)
  void aFieldThatIsNotPermittedIsRefusedByItsPath(String override, String path) {
    assertThat(apply(STRICT, override)).isEqualTo(new Refused(path));
  }

  @Test
  void permittedFieldsReplaceTheAgentsOwnAndLeaveTheRest() {
    var applied =
        (Applied)
            apply(
                OPEN,
                """
                {"agent":{"first_message":"Ha","prompt":{"prompt":"Sing."}},
                 "conversation":{"text_only":true}}""");

    assertThat(applied.config().agent().firstMessage()).isEqualTo("Ha");
    assertThat(applied.config().agent().prompt().prompt()).isEqualTo("Sing.");
    assertThat(applied.config().conversation().textOnly()).isTrue();
    assertThat(applied.config().turn()).isEqualTo(OPEN.conversationConfig().turn());
  }

  @Test
  void oneForbiddenFieldAmongPermittedOnesRefusesAll() {
    assertThat(apply(OPEN, "{\"agent\":{\"first_message\":\"Ha\",\"language\":\"de\"}}"))
        .isEqualTo(new Refused("agent.language"));
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    assertThat(apply(OPEN, "{\"conversation\":{\"text_only\":\"perhaps\"}}"))
        .isInstanceOf(Refused.class);
  }

  /** Each documented field alone: where it ends up, and that it needs its permission. */
  @ParameterizedTest
  @CsvSource({
    "/agent/prompt/prompt, '\"Sing.\"'",
    "/agent/prompt/native_mcp_server_ids, '[\"mcp_1\"]'",
    "/agent/first_message, '\"Ha\"'",
    "/agent/language, '\"es\"'",
    "/tts/voice_id, '\"other\"'",
    "/tts/stability, 0.9",
    "/tts/speed, 1.1",
    "/tts/similarity_boost, 0.2",
    "/conversation/text_only, true"
  })
  void eachFieldNeedsItsOwnPermission(String path, String value) {
    var wanted = Json.read(value, JsonNode.class);
    var override = nested(path, wanted);
    var allowed =
        agent(
            "{\"overrides\":{\"conversation_config_override\":%s}}"
                .formatted(nested(path, BooleanNode.TRUE)));

    assertThat(Overrides.apply(STRICT, override))
        .isEqualTo(new Refused(path.substring(1).replace('/', '.')));
    var applied = (Applied) Overrides.apply(allowed, override);
    JsonNode config = Json.MAPPER.valueToTree(applied.config());
    assertThat(config.at(path)).isEqualTo(wanted);
  }

  private static ObjectNode nested(String path, JsonNode value) {
    var names = List.of(path.substring(1).split("/"));
    var root = Json.MAPPER.createObjectNode();
    var at = root;
    for (var name : names.subList(0, names.size() - 1)) {
      at = at.putObject(name);
    }
    at.set(names.getLast(), value);
    return root;
  }

  /** The client stands above the preset of its language, and that above the agent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                            | Hello | en
          {"agent":{"language":"es"}}                                   | Hola  | es
          {"agent":{"first_message":"Ha"}}                              | Ha    | en
          {"agent":{"first_message":"Ha","language":"es"}}              | Ha    | es
          {"agent":{"first_message":null,"language":"es"}}              | Hola  | es
          {"tts":{"speed":1},"agent":{"language":"es"}}                 | Hola  | es
          """)
  void whoIsNearestToTheCallerWins(String override, String firstMessage, String language) {
    var agent =
        agent(
            """
            {"overrides":{"conversation_config_override":{
              "agent":{"first_message":true,"language":true}}}}""");

    var applied = (Applied) apply(agent, override);

    assertThat(applied.config().agent().firstMessage()).isEqualTo(firstMessage);
    assertThat(applied.config().agent().language()).isEqualTo(language);
  }

  /** What the client repeats of the agent is no override, in whatever language it is laid over. */
  @Test
  void aValueThatTheAgentHasAlreadyHidesNothingThatComesAfterIt() {
    var agent =
        agent(
            """
            {"overrides":{"conversation_config_override":{
              "agent":{"language":true,"prompt":{"prompt":true}}}}}""");

    var applied =
        (Applied)
            apply(
                agent,
                """
                {"agent":{"first_message":"Hello","language":"es","prompt":{"prompt":"Sing."}}}""");

    assertThat(applied.config().agent().prompt().prompt()).isEqualTo("Sing.");
    assertThat(applied.config().agent().firstMessage()).isEqualTo("Hola");
  }
}
