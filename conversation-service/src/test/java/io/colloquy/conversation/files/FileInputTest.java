package io.colloquy.conversation.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.ConversationConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileInputTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|10",
        "{\"file_input\":null}|10",
        "{\"file_input\":{\"enabled\":true}}|10",
        "{\"file_input\":{\"enabled\":false}}|0",
        "{\"file_input\":{\"max_files_per_conversation\":3}}|3",
        "{\"file_input\":{\"max_files_per_conversation\":99}}|50",
        "{\"file_input\":{\"max_files_per_conversation\":-1}}|50"
      })
  void anAgentSaysHowManyFilesItTakes(String conversation, int most) {
    var config =
        Json.read("{\"conversation\":%s}".formatted(conversation), ConversationConfig.class);

    assertThat(FileInput.mostFiles(config, 50)).isEqualTo(most);
  }
}
