package io.colloquy.conversation.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.conversation.prompt.Overrides.Outcome.Applied;
import io.colloquy.conversation.prompt.Overrides.Outcome.Refused;
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
        {"agent_id":"a","name":"n","conversation_config":{"agent":{"first_message":"Hello"}},
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
}
