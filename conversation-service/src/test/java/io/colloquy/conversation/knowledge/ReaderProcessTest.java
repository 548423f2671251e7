package io.colloquy.conversation.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file is read in a process whose heap is bounded: a parser has no memory but that. */
class ReaderProcessTest {

  private static final byte[] PICTURE = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 0
  };

  @TempDir Path folder;

  /** The defaults of the service. */
  private record Limits(Duration time, String memory) implements KnowledgeConfig.Reading {
    static final Limits USUAL = new Limits(Duration.ofSeconds(30), "256m");

    @Override
    public long maxBytes() {
      return 21_000_000;
    }

    @Override
    public long maxPlainBytes() {
      return 8_000_000;
    }

    @Override
    public long maxUnpackedBytes() {
      return 64_000_000;
    }

    @Override
    public int maxCharacters() {
      return 2_000_000;
    }

    @Override
    public int atOnce() {
      return 1;
    }

    @Override
    public int waiting() {
      return 1;
    }
  }

  private Content read(byte[] bytes, String name) throws IOException, InterruptedException {
    return read(Files.write(folder.resolve("upload"), bytes), name, Limits.USUAL);
  }

  private static Content read(Path file, String name, Limits limits)
      throws IOException, InterruptedException {
    return new ReaderProcess(limits).read(file, name);
  }

  private void refused(byte[] bytes, String name, String why) {
    assertThatThrownBy(() -> read(bytes, name))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining(why);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aTextIsReadAsItIs() throws Exception {
    var content = read(utf8("# Café\n\nOpen <9> to 5.\n"), "notes.md");

    assertThat(content.text()).isEqualTo("# Café\n\nOpen <9> to 5.");
    assertThat(content.html()).contains("Café").contains("&lt;9&gt;");
  }

  @Test
  void aPageIsReadWithoutItsScripts() throws Exception {
    var content =
        read(
            utf8(
                "<!doctype html><html><head><title>t</title><script>alert(1)</script></head>"
                    + "<body onload=evil()><h1>Hours</h1><p>Nine to five.</p>"
                    + "<script>alert(2)</script></body></html>"),
            "page.html");

    assertThat(content.text()).contains("Hours").contains("Nine to five.").doesNotContain("alert");
    assertThat(content.html()).contains("<h1>Hours</h1>").doesNotContain("script", "onload");
  }

  @Test
  void aDocxAndAnEpubAreRead() throws Exception {
    assertThat(read(SampleFiles.docx("Opening hours"), "a.docx").text()).isEqualTo("Opening hours");
    assertThat(read(SampleFiles.epub("<p>Opening hours</p>"), "a.epub").text())
        .contains("Opening hours");
  }

  @Test
  void aPdfHasItsOwnPagesAndAllElseIsCountedByItsLength() throws Exception {
    assertThat(read(SampleFiles.pdf("Opening hours", 3, 0), "a.pdf").pages()).isEqualTo(3);
    assertThat(read(utf8("x".repeat(6000)), "a.txt").pages()).isEqualTo(2.5, within(0.001));
  }

  @Test
  void aPdfOfTwentyMegabytesIsRead() throws Exception {
    var pdf = SampleFiles.pdf("We are open from nine to five.", 500, 20_000_000);
    assertThat(pdf.length).isGreaterThan(20_000_000);

    var content = read(pdf, "manual.pdf");

    assertThat(content.pages()).isEqualTo(500);
    assertThat(content.text().split("We are open from nine to five.", -1)).hasSize(501);
  }

  @Test
  void aZipBombIsNotUnpacked() throws Exception {
    var bomb = SampleFiles.bomb(folder.resolve("bomb"), 2_000_000_000);
    assertThat(Files.size(bomb)).isLessThan(3_000_000);

    assertThatThrownBy(() -> read(bomb, "bomb.docx", Limits.USUAL))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("too large when it is unpacked");
  }

  @Test
  void aPdfThatUnpacksToGigabytesIsReadWithinTheSameHeap() throws Exception {
    refused(SampleFiles.pdfBomb(1_500_000_000), "bomb.pdf", "no text");
  }

  @Test
  void whatNeedsMoreMemoryThanThereIsEndsItsProcessAndNothingElse() throws Exception {
    var file = Files.write(folder.resolve("upload"), utf8("word ".repeat(1_500_000)));

    assertThatThrownBy(() -> read(file, "a.txt", new Limits(Duration.ofSeconds(30), "16m")))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("too large when it is unpacked");
  }

  @Test
  void whatIsEmptySaysNothingOrIsCutOffIsRefused() throws Exception {
    var docx = SampleFiles.docx("Opening hours");
    refused(new byte[0], "a.txt", "empty");
    refused(utf8(" \n "), "a.txt", "no text");
    refused(SampleFiles.pdf("", 1, 0), "a.pdf", "no text");
    refused(Arrays.copyOf(docx, docx.length / 2), "a.docx", "damaged");
    refused(Arrays.copyOf(SampleFiles.pdf("Hours", 1, 0), 200), "a.pdf", "");
    refused(SampleFiles.lockedPdf("Hours"), "a.pdf", "password");
  }

  @Test
  void theContentCountsAndNotTheExtension() throws Exception {
    assertThat(read(SampleFiles.pdf("Opening hours", 1, 0), "a.txt").text())
        .isEqualTo("Opening hours");
    refused(PICTURE, "a.pdf", "image/png");
    refused(new byte[] {'M', 'Z', 0, 0, 1, 2, 3, 0}, "a.txt", "is of type");
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    refused(utf8("word ".repeat(500_000)), "a.txt", "too much text");
    refused(utf8("word ".repeat(2_000_000)), "a.txt", "8000000 bytes at most");
  }

  @Test
  void whatTakesTooLongIsEnded() throws Exception {
    var file = Files.write(folder.resolve("upload"), SampleFiles.pdf("Hours", 1, 0));

    assertThatThrownBy(() -> read(file, "a.pdf", new Limits(Duration.ofMillis(1), "256m")))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("too long");
  }
}
