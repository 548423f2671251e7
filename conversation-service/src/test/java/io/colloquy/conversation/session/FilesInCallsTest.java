package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilesInCallsTest extends StagedCalls {

  @Test
  void filesAreAUserTurnOfTheModelAndOfTheTranscript() {
    var menu = new SentFile("file_1", "menu.png", "image/png", 9);
    files.files.put("file_1", menu);
    open();
    voiceSpeaks(10);
    time.pass(Duration.ofMillis(20));

    send(new EdgeInput.UserMessage("What is on it?", List.of("file_1")));

    assertThat(outlets.lastGeneration().messages().getLast())
        .isEqualTo(ChatMessage.user("What is on it?", List.of(menu)));
    var turn = outlets.turns.getLast();
    assertThat(turn.message()).isEqualTo("What is on it?");
    assertThat(turn.files())
        .containsExactly(new TranscriptTurn.File("file_1", "menu.png", "image/png"));
    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    assertThat(outlets.lastGeneration().messages().getLast().files()).containsExactly(menu);
  }

  @Test
  void aFileNeedsNoWordsAndOneThatIsNotThereIsSaid() {
    files.files.put("file_1", new SentFile("file_1", "a.pdf", SentFile.PDF, 9));
    open();
    send(new EdgeInput.UserMessage("", List.of("file_2")));

    assertThat(outlets.told(EdgeOutput.Failure.class))
        .singleElement()
        .satisfies(failure -> assertThat(failure.errorType()).isEqualTo("invalid_message"));
    assertThat(outlets.toModel).isEmpty();

    send(new EdgeInput.UserMessage("", List.of("file_1", "file_2")));
    assertThat(outlets.lastGeneration().messages().getLast().files()).hasSize(1);
  }

  @Test
  void filesMayBeUploadedAsLongAsTheConversationGoesOn() {
    open();
    assertThat(files.open).containsExactly(CONVERSATION);

    send(new EdgeInput.Closed("gone"));
    assertThat(files.open).isEmpty();
  }
}
