package io.colloquy.conversation.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.agent.Prompt;
import io.colloquy.rest.Workspace;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstructionsTest {

  private static final Knowledge KNOWS =
      new Knowledge("KNOWLEDGE", new Workspace("default"), List.of(), Prompt.Rag.defaults());

  private static String assembled(String config, String own) {
    return Instructions.of(Json.read(config, ConversationConfig.class), own, KNOWS);
  }

  @Test
  void theAgentsWordsStandBetweenThePersonalityAndWhatItKnows() {
    assertThat(assembled("{}", "# Role\n\n- You sell → bread ```x``` \n"))
        .isEqualTo(
            Instructions.PERSONALITY + "\n\n# Role\n\n- You sell → bread ```x``` \n\n\nKNOWLEDGE");
  }

  @Test
  void anAgentMayDoWithoutTheDefaultPersonality() {
    var config = "{\"agent\":{\"prompt\":{\"ignore_default_personality\":true}}}";

    assertThat(assembled(config, "You sell bread.")).isEqualTo("You sell bread.\n\nKNOWLEDGE");
  }

  @Test
  void theVoicesComeLast() {
    var config =
        """
        {"tts":{"supported_voices":[{"label":"Joe","voice_id":"rms","description":"A man."}]}}""";

    assertThat(assembled(config, "You sell bread.")).endsWith("\n- Joe: A man.");
  }

  @Test
  void twoMebibytesAreNotTooLong() {
    assertThat(Instructions.isTooLong("x".repeat(Instructions.MAX_BYTES))).isFalse();
    assertThat(Instructions.isTooLong("x".repeat(Instructions.MAX_BYTES + 1))).isTrue();
    assertThat(Instructions.isTooLong("ü".repeat(Instructions.MAX_BYTES / 2 + 1))).isTrue();
  }
}
