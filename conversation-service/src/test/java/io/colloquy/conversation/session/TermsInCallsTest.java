package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.llm.Terms;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On what terms models are asked, in whole conversations. */
class TermsInCallsTest extends StagedCalls {

  private void chat(boolean zeroRetention) {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop",
         "platform_settings":{"privacy":{"zero_retention_mode":%s}},
         "conversation_config":{"conversation":{"text_only":true},
           "agent":{"first_message":"","prompt":{"prompt":"You sell bread."}}}}"""
            .formatted(zeroRetention));
    open();
    send(new EdgeInput.UserMessage("hi"));
  }

  @Test
  void anAgentThatKeepsNothingAsksForModelsThatKeepNothing() {
    chat(true);

    assertThat(outlets.lastGeneration().terms())
        .isEqualTo(new Terms("default", Terms.Use.CHAT, true));
  }

  @Test
  void anyOtherAgentIsAnsweredByAnyModel() {
    chat(false);

    assertThat(outlets.lastGeneration().terms())
        .isEqualTo(new Terms("default", Terms.Use.CHAT, false));
  }

  @Test
  void theNextOwnerKnowsThatNothingIsKept() {
    chat(true);

    conversations = owner();
    conversations.gained(Set.of(PARTITION));

    assertThat(outlets.toModel).hasSize(2);
    assertThat(outlets.lastGeneration().terms().zeroRetention()).isTrue();
  }
}
