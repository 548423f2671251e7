package io.colloquy.llm.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.llm.model.Question;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnclosingTest {

  private static final Accepted ALL = new Accepted(Set.of("image/png", SentFile.PDF), 1_000, 1_000);

  private final KeptFiles files = KeptFiles.photoAndMenu();

  private Question enclosed(Accepted accepted, ChatMessage... messages)
      throws InterruptedException {
    return Enclosing.in(new Question("m", List.of(messages), 0, -1), accepted, files);
  }

  private static ChatMessage sent(String text, SentFile... sent) {
    return ChatMessage.user(text, List.of(sent));
  }

  private static SentFile picture(String id, long bytes) {
    return new SentFile(id, id + ".png", "image/png", bytes);
  }

  @Test
  void aQuestionWithoutFilesStaysAsItIs() throws InterruptedException {
    var question = new Question("m", List.of(ChatMessage.user("hi")), 0, -1);

    assertThat(Enclosing.in(question, ALL, files)).isSameAs(question);
  }

  @Test
  void whatTheModelTakesComesWithItsBytes() throws InterruptedException {
    var question = enclosed(ALL, sent("look", KeptFiles.PHOTO, KeptFiles.MENU));

    assertThat(question.messages()).containsExactly(sent("look", KeptFiles.PHOTO, KeptFiles.MENU));
    assertThat(question.enclosed()).containsOnlyKeys("file_1", "file_2");
    assertThat(question.enclosed().get("file_1")).isEqualTo(KeptFiles.PIXELS);
  }

  @Test
  void aModelThatTakesNoneIsToldWhatWasSentAndReadsWhatIsWrittenThere()
      throws InterruptedException {
    var question = enclosed(Accepted.NOTHING, sent("look", KeptFiles.PHOTO, KeptFiles.MENU));

    assertThat(question.messages())
        .containsExactly(
            ChatMessage.user(
                """
                look

                [The user sent the file photo.png (image/png), which you cannot see.]

                [File menu.pdf]
                Bread: 3 euros.
                [End of file menu.pdf]"""));
    assertThat(question.enclosed()).isEmpty();
    assertThat(files.asked).containsExactly("file_2 in words");
  }

  @Test
  void aFileThatIsGoneIsToldOf() throws InterruptedException {
    var question =
        enclosed(ALL, sent("", picture("gone", 10), new SentFile("x", "x.txt", "text/plain", 1)));

    assertThat(question.messages().getFirst().content())
        .isEqualTo(
            """
            [The user sent the file gone.png (image/png), which cannot be shown to you now.]

            [The user sent the file x.txt (text/plain), which holds no text that you could read.]""");
  }

  @Test
  void whatWasSentLastIsShownFirstWhenThereIsNoRoomForAll() throws InterruptedException {
    for (var id : List.of("a", "b", "c")) {
      var _ = files.with(id, new byte[400]);
    }

    var question =
        enclosed(
            ALL,
            sent("first", picture("a", 400)),
            ChatMessage.assistant("I see."),
            sent("second", picture("b", 400), picture("c", 400)));

    assertThat(question.enclosed()).containsOnlyKeys("b", "c");
    assertThat(question.messages().getFirst().content())
        .isEqualTo(
            "first\n\n[The user sent the file a.png (image/png), which is too large to be shown to"
                + " you.]");
    assertThat(question.messages().getLast().files()).hasSize(2);
    assertThat(files.asked).containsExactly("b", "c");
  }

  @Test
  void theSameFileTwiceIsFetchedOnce() throws InterruptedException {
    var question = enclosed(ALL, sent("a", KeptFiles.PHOTO), sent("b", KeptFiles.PHOTO));

    assertThat(question.messages()).allSatisfy(m -> assertThat(m.files()).hasSize(1));
    assertThat(files.asked).containsExactly("file_1");
  }

  @Test
  void aTextThatIsTooLongIsCut() throws InterruptedException {
    var _ = files.saying("file_2", "x".repeat(200_000));

    var content =
        enclosed(Accepted.NOTHING, sent("", KeptFiles.MENU)).messages().getFirst().content();

    assertThat(content)
        .hasSizeLessThan(101_000)
        .endsWith("[End of file menu.pdf, of which this is the beginning]");
  }
}
