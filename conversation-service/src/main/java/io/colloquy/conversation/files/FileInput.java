package io.colloquy.conversation.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.ConversationConfig;

/**
 * How many files an agent takes in one conversation: {@code conversation.file_input} of its
 * configuration, as the newer clients know it.
 */
final class FileInput {

  private static final int USUAL = 10;

  /**
   * @param most whatever the agent says
   */
  static int mostFiles(ConversationConfig config, int most) {
    JsonNode input =
        Json.MAPPER.valueToTree(config.conversation().rest().getOrDefault("file_input", "none"));
    if (!input.path("enabled").asBoolean(true)) {
      return 0;
    }
    int wanted = input.path("max_files_per_conversation").asInt(USUAL);
    return wanted < 0 ? most : Math.min(wanted, most);
  }

  private FileInput() {}
}
