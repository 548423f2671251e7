package io.colloquy.contracts.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import org.junit.jupiter.api.Test;

class AgentTest {

  private static final Codec<Agent> CODEC = Json.codec(Agent.class);

  @Test
  void anAgentOfItsNameAloneReadsWithEveryDefault() {
    var agent = Json.read("{\"agent_id\":\"agent_1\",\"name\":\"Ada\"}", Agent.class);

    assertThat(agent.conversationConfig().agent().language()).isEqualTo("en");
    assertThat(agent.conversationConfig().turn().turnTimeout()).isEqualTo(7.0);
    assertThat(agent.conversationConfig().agent().prompt().maxTokens()).isEqualTo(-1);
    assertThat(agent.platformSettings().auth().enableAuth()).isFalse();
    assertThat(CODEC.decode(CODEC.encode(agent))).isEqualTo(agent);
  }

  @Test
  void membersThatTheModelDoesNotKnowSurviveAtEveryDepth() {
    var json =
        """
        {"agent_id":"agent_1","name":"Ada","since_v9":{"a":[1,null]},
         "conversation_config":{"since_v9":1,
           "agent":{"since_v9":2,"prompt":{"since_v9":3,"rag":{"since_v9":4}}},
           "tts":{"since_v9":5},"turn":{"since_v9":6}},
         "platform_settings":{"since_v9":7,"auth":{"since_v9":8}}}
        """;

    JsonNode back =
        Json.MAPPER.valueToTree(CODEC.decode(CODEC.encode(Json.read(json, Agent.class))));

    assertThat(back.at("/since_v9/a/0").asInt()).isEqualTo(1);
    assertThat(back.at("/since_v9/a/1").isNull()).isTrue();
    assertThat(back.at("/conversation_config/since_v9").asInt()).isEqualTo(1);
    assertThat(back.at("/conversation_config/agent/since_v9").asInt()).isEqualTo(2);
    assertThat(back.at("/conversation_config/agent/prompt/since_v9").asInt()).isEqualTo(3);
    assertThat(back.at("/conversation_config/agent/prompt/rag/since_v9").asInt()).isEqualTo(4);
    assertThat(back.at("/conversation_config/tts/since_v9").asInt()).isEqualTo(5);
    assertThat(back.at("/conversation_config/turn/since_v9").asInt()).isEqualTo(6);
    assertThat(back.at("/platform_settings/since_v9").asInt()).isEqualTo(7);
    assertThat(back.at("/platform_settings/auth/since_v9").asInt()).isEqualTo(8);
  }
}
