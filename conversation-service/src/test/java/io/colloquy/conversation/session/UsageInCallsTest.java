package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ToolCall;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What models have used, in whole conversations. */
class UsageInCallsTest extends StagedCalls {

  @BeforeEach
  void aChat() {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop","conversation_config":{
          "conversation":{"text_only":true},
          "agent":{"first_message":"Hello.","prompt":{"prompt":"You sell bread.","tools":[
            {"type":"system","name":"skip_turn","params":{"system_tool_type":"skip_turn"}}]}}}}""");
  }

  @Test
  void aTurnTellsWhatItsModelUsedAndTheEndTellsOfAll() {
    open();
    send(new EdgeInput.UserMessage("hi"));
    modelSays("Hello to you.");
    send(new EdgeInput.UserMessage("bread?"));
    modelSays("Three euros.");
    send(new EdgeInput.Closed("gone"));

    assertThat(outlets.turns)
        .extracting(turn -> turn.llmUsage())
        .containsExactly(
            Optional.empty(), // the first message, which no model wrote
            Optional.empty(),
            Optional.of(USAGE),
            Optional.empty(),
            Optional.of(USAGE));
    assertThat(ended().llmUsage()).contains(USAGE.plus(USAGE));
  }

  @Test
  void anAnswerThatFailedIsPaidForAllTheSame() {
    open();
    send(new EdgeInput.UserMessage("hi"));
    deliver(
        Topics.LLM_DELTAS,
        LlmDelta.CODEC.encode(
            new LlmDelta.Failed(
                CONVERSATION,
                outlets.lastGeneration().generationId(),
                "llm_error",
                "broken",
                USAGE)));

    assertThat(outlets.turns.getLast().llmUsage()).contains(USAGE); // the apology
  }

  @Test
  void whatWasUsedForATurnInWhichNothingIsSaidIsInTheEnd() {
    open();
    send(new EdgeInput.UserMessage("one moment"));
    modelCalls(new ToolCall("call_1", "skip_turn", "{}"));
    send(new EdgeInput.Closed("gone"));

    assertThat(outlets.turns).allMatch(turn -> turn.llmUsage().isEmpty());
    assertThat(ended().llmUsage()).contains(USAGE);
  }

  @Test
  void theNextOwnerCountsOn() {
    open();
    send(new EdgeInput.UserMessage("hi"));
    modelSays("Hello to you.");
    send(new EdgeInput.UserMessage("bread?"));

    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    modelSays("Three euros.");
    send(new EdgeInput.Closed("gone"));

    assertThat(ended().llmUsage()).contains(USAGE.plus(USAGE));
  }

  @Test
  void aConversationWithoutAModelHasUsedNothing() {
    open();
    send(new EdgeInput.Closed("gone"));

    assertThat(ended().llmUsage()).contains(LlmUsage.NONE);
  }

  private Ended ended() {
    return (Ended) outlets.events.getLast();
  }
}
