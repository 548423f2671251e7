package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.speech.SpeechRequest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers hear of slow and failing models, in whole conversations. */
class FallbacksInCallsTest extends StagedCalls {

  private static final Duration SILENCE = Duration.ofMillis(1_500);

  @BeforeEach
  void theServicesOwnSettings() {
    fallbacks = new Fallbacks(SILENCE, 8, 3, Phrases.with(Phrases.Own.NONE));
    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    agent(
        """
        {"agent_id":"agent_1","name":"Laden","conversation_config":{
          "agent":{"language":"de","prompt":{"prompt":"Du verkaufst Brot."}}}}""");
    open();
    send(new EdgeInput.UserMessage("Was kostet das Brot?"));
  }

  @Test
  void aSlowModelIsBridgedInTheLanguageOfTheAgent() {
    time.pass(SILENCE);
    assertThat(lastSpoken()).isEqualTo("Einen Moment, bitte. ");
    voiceSpeaks(1_000);

    modelSays("Drei Euro.");
    assertThat(lastSpoken()).isEqualTo("Drei Euro.");
    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .isEqualTo("Einen Moment, bitte. Drei Euro.");
  }

  @Test
  void aModelThatFailsIsApologisedForInItsLanguageAndNotAskedAgain() {
    modelFails();

    assertThat(outlets.told(EdgeOutput.AgentResponse.class).getLast().text())
        .startsWith("Es tut mir leid, ");
    assertThat(outlets.told(EdgeOutput.Failure.class).getLast().errorType()).isEqualTo("llm_error");
    assertThat(outlets.toModel).hasSize(1);
  }

  private void modelFails() {
    deliver(
        Topics.LLM_DELTAS,
        LlmDelta.CODEC.encode(
            new LlmDelta.Failed(
                CONVERSATION, outlets.lastGeneration().generationId(), "llm_error", "broken")));
  }

  private String lastSpoken() {
    return ((SpeechRequest.Speak) outlets.toVoice.getLast()).text();
  }
}
