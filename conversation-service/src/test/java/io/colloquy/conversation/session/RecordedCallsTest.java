package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.ConversationEvent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose calls are recorded, and by what a recording finds their turns. */
class RecordedCallsTest extends StagedCalls {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                  | false | true",
        "{'privacy':{'record_voice':true}}                   | false | true",
        "{'privacy':{'record_voice':false}}                  | false | false",
        "{'privacy':{'zero_retention_mode':true}}            | false | false",
        "{'privacy':{'record_voice':true,'zero_retention_mode':true}} | false | false",
        "{}                                                  | true  | false"
      })
  void edgeAndHistoryAreToldWhetherACallIsRecorded(
      String platform, boolean textOnly, boolean recorded) {
    call(platform, textOnly);

    assertThat(outlets.toEdge.getFirst().output())
        .isInstanceOfSatisfying(
            EdgeOutput.Started.class,
            started -> assertThat(started.recorded()).isEqualTo(recorded));
    assertThat(outlets.events.getFirst())
        .isInstanceOfSatisfying(
            ConversationEvent.Started.class,
            started -> assertThat(started.recorded()).isEqualTo(recorded));
  }

  @Test
  void aQuestionAndItsAnswerShareAnEventId() {
    call("{}", true);
    send(new EdgeInput.UserMessage("hi"));
    modelSays("Hello.");

    assertThat(outlets.turns).hasSize(2);
    assertThat(outlets.turns.getFirst().eventId())
        .isPresent()
        .isEqualTo(outlets.turns.getLast().eventId());
    var answer =
        outlets.toEdge.stream()
            .map(RecordedOutlets.ToEdge::output)
            .filter(EdgeOutput.AgentResponse.class::isInstance)
            .map(EdgeOutput.AgentResponse.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(outlets.turns.getLast().eventId()).isEqualTo(Optional.of(answer.eventId()));
  }

  private void call(String platform, boolean textOnly) {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop","platform_settings":%s,
         "conversation_config":{"conversation":{"text_only":%s},
           "agent":{"first_message":"","prompt":{"prompt":"You sell bread."}}}}"""
            .formatted(platform.replace('\'', '"'), textOnly));
    open();
  }
}
