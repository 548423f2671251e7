package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.contracts.llm.CustomModel.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a conversation sends along for an agent whose model is the customer's own (page 007). */
class CustomModelInACallTest extends StagedCalls {

  private static final String AGENT =
      """
      {"agent_id":"agent_1","name":"Shop",
       "platform_settings":{"overrides":{"custom_llm_extra_body":true}},
       "conversation_config":{"agent":{"prompt":{"prompt":"Be kind.","llm":"custom-llm",
         "temperature":0.5,"max_tokens":5000,
         "custom_llm":{"url":"https://models.example/v1/","model_id":"mine",
           "api_key":{"secret_id":"secret_1"},"api_version":"2024",
           "request_headers":{"X-Plain":"red","X-Secret":{"secret_id":"secret_2"},
             "X-Name":{"variable_name":"name"},"X-Token":{"variable_name":"secret__token"}}}}}}}""";

  private void begin(String extraBody, String variables) {
    var initiation =
        new Initiation(
            null,
            Json.read(extraBody, ObjectNode.class),
            Json.read(variables, ObjectNode.class),
            Optional.of("user_7"));
    send(
        new EdgeInput.Opened(
            "agent_1", "public", Optional.empty(), Optional.empty(), initiation, 0));
  }

  private String refusal() {
    return outlets.told(EdgeOutput.Ended.class).getFirst().reason();
  }

  @Test
  void theRequestNamesTheCustomersModelWithItsSecretsSealed() {
    agent(AGENT);
    begin("{\"UUID\":\"7\"}", "{\"name\":\"Ada\",\"secret__token\":\"nekot\"}");
    send(new EdgeInput.UserMessage("hello"));

    var asked = outlets.lastGeneration();
    assertThat(asked.custom())
        .contains(
            new CustomModel(
                "https://models.example/v1/",
                Optional.of("mine"),
                Optional.of(new Value.Sealed("secret_1", "sealed value of secret_1")),
                Map.of(
                    "X-Plain", new Value.Plain("red"),
                    "X-Secret", new Value.Sealed("secret_2", "sealed value of secret_2"),
                    "X-Name", new Value.Plain("Ada"),
                    "X-Token", new Value.Sealed("conv_1.secret__token", "sealed token")),
                Optional.of("2024"),
                Json.MAPPER.createObjectNode().put("UUID", "7"),
                Optional.of("user_7")));
    assertThat(asked.temperature()).isEqualTo(0.5);
    assertThat(asked.maxTokens()).isEqualTo(5_000);
  }

  @Test
  void aModelOfTheCatalogueComesWithNothingOfTheKind() {
    agent(AGENT.replace("\"custom-llm\"", "\"gpt-4o\""));
    begin("{}", "{\"name\":\"Ada\"}");
    send(new EdgeInput.UserMessage("hello"));

    assertThat(outlets.lastGeneration().custom()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"custom_llm_extra_body\":true|\"custom_llm_extra_body\":false|Override for field 'custom_llm_extra_body' is not allowed by config.",
        "secret_2|secret_gone|A secret of the custom LLM is not there any more.",
        "models.example|internal.example|The custom LLM cannot be reached: it lies in a private network",
        "secret__token|secret__other|The header X-Token has no value for its variable."
      })
  void aModelThatCannotBeAskedIsARefusalThatSaysWhy(String part, String broken, String reason) {
    agent(AGENT.replace(part, broken));
    begin("{\"UUID\":\"7\"}", "{\"name\":\"Ada\",\"secret__token\":\"x\"}");

    assertThat(refusal()).isEqualTo(reason);
    assertThat(outlets.events).isEmpty();
  }

  @Test
  void anExtraBodyThatIsEmptyIsNone() {
    agent(AGENT.replace("\"custom_llm_extra_body\":true", "\"custom_llm_extra_body\":false"));
    begin("{}", "{\"name\":\"Ada\",\"secret__token\":\"x\"}");

    assertThat(outlets.toldInOrder()).startsWith("Started");
  }
}
