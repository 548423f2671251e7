package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.model.Question;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasoningEffortTest {

  private final OpenAiProtocol protocol =
      new OpenAiProtocol(
          new OpenAiSettings("http://localhost:9", Optional.empty(), Optional.empty(), "gpt-5"));

  @ParameterizedTest
  @CsvSource({
    "gpt-5, low, low",
    "gpt-5-mini, minimal, minimal",
    "gpt-4o, low,",
    "gpt-oss-20b, minimal,",
    "gpt-5,,"
  })
  void onlyAModelThatKnowsItIsToldHowLongToThink(String model, String effort, String sent) {
    var question =
        new Question(model, List.of(ChatMessage.user("hi")), 0, -1)
            .withEffort(Optional.ofNullable(effort));

    assertThat(protocol.body(question).path("reasoning_effort").textValue()).isEqualTo(sent);
  }
}
