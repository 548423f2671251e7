package io.colloquy.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.files.KeptFiles;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.model.HeardAnswer;
import io.colloquy.llm.model.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server that speaks OpenAI's protocol is shown of files. */
class OpenAiFilesTest {

  private static final String SHOWN =
      """
      [{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORwE="}},\
      {"type":"text","text":"look"}]""";

  private static Question question(String model) {
    return new Question(model, List.of(ChatMessage.user("look", List.of(KeptFiles.PHOTO))), 0, -1);
  }

  private static JsonNode asked(Question question, Optional<Boolean> images) throws Exception {
    try (var server =
            ChatReply.playing(reply -> reply.stream().delta("Hi").finish().usage(3, 1).done());
        var model =
            new HostedModel(
                new OpenAiProtocol(
                    new OpenAiSettings(
                            server.address(), Optional.empty(), Optional.empty(), "llama3.2")
                        .seeing(images)),
                Duration.ofSeconds(3),
                KeptFiles.photoAndMenu())) {
      var heard = new HeardAnswer();
      var _ = model.answer(question, heard);
      assertThat(heard.awaitEnd().text()).isEqualTo("Hi");
      return server.request().body().at("/messages/0/content");
    }
  }

  @Test
  void aPictureTravelsInTheRequest() throws Exception {
    assertThat(asked(question("gpt-4o"), Optional.empty()).toString()).isEqualTo(SHOWN);
  }

  @ParameterizedTest
  @CsvSource({"gpt-3.5-turbo,", "llama3.2,", "gpt-4o, false"})
  void aModelWithoutEyesIsToldInWords(String model, Boolean images) throws Exception {
    assertThat(asked(question(model), Optional.ofNullable(images)).textValue())
        .isEqualTo("look\n\n[The user sent the file photo.png (image/png), which you cannot see.]");
  }

  @Test
  void anOperatorKnowsBetterThanTheCatalogue() throws Exception {
    assertThat(asked(question("llava"), Optional.of(true)).toString()).isEqualTo(SHOWN);
  }

  @Test
  void aPdfIsShownToOpenAiItselfAndReadToOthers() throws Exception {
    var messages = List.of(ChatMessage.user("", List.of(KeptFiles.MENU)));
    var question = new Question("gpt-4o", messages, 0, -1);

    assertThat(asked(question, Optional.empty()).textValue())
        .isEqualTo("[File menu.pdf]\nBread: 3 euros.\n[End of file menu.pdf]");

    var itself =
        new OpenAiProtocol(
            new OpenAiSettings(
                "https://api.openai.com/v1", Optional.of("sk-1"), Optional.empty(), "gpt-4o"));
    assertThat(itself.accepted(question).mediaTypes()).contains("application/pdf");
    var bytes = Map.of(KeptFiles.MENU.fileId(), new byte[] {'%', 'P', 'D', 'F'});
    assertThat(itself.body(question.enclosing(messages, bytes)).toString())
        .contains(
            """
            "content":[{"type":"file","file":{"filename":"menu.pdf",\
            "file_data":"data:application/pdf;base64,JVBERg=="}}]""");
  }
}
