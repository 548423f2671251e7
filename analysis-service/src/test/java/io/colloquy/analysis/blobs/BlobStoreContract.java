package io.colloquy.analysis.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every blob store. */
abstract class BlobStoreContract {

  @TempDir Path scratch;

  /** Empty before each test. */
  abstract BlobStore store();

  @Test
  void whatWasPutCanBeReadAtOnce() throws IOException {
    store().put("calls/1/a.mp3", bytes("hello"));

    assertThat(store().read("calls/1/a.mp3")).isEqualTo(bytes("hello"));
    assertThat(store().size("calls/1/a.mp3")).hasValue(5);
  }

  @Test
  void whatIsPutAgainReplacesWhatWasThere() throws IOException {
    store().put("calls/1", bytes("first and long"));
    store().put("calls/1", bytes("second"));

    assertThat(store().read("calls/1")).isEqualTo(bytes("second"));
  }

  @Test
  void aFileIsKeptByteForByte() throws IOException {
    byte[] noise = new byte[3_000_001];
    new Random(1).nextBytes(noise);
    var file = Files.write(scratch.resolve("noise"), noise);

    store().put("calls/noise", file);

    assertThat(store().read("calls/noise")).isEqualTo(noise);
  }

  @Test
  void aPartOfABlobCanBeReadAlone() throws IOException {
    store().put("calls/1", bytes("0123456789"));

    assertThat(part("calls/1", 3, 4)).isEqualTo("3456");
    assertThat(part("calls/1", 9, 1)).isEqualTo("9");
    assertThat(part("calls/1", 0, 10)).isEqualTo("0123456789");
  }

  @Test
  void whatIsNotThereHasNoSizeAndCannotBeRead() throws IOException {
    assertThat(store().size("calls/none")).isEmpty();
    assertThatThrownBy(() -> store().read("calls/none")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> part("calls/none", 0, 1)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void keysAreListedByTheirBeginningInOrder() throws IOException {
    for (var key : List.of("calls/2/b", "calls/1/z", "calls/10/a", "other/1", "calls/1/a")) {
      store().put(key, bytes(key));
    }

    assertThat(store().list("calls/1/")).containsExactly("calls/1/a", "calls/1/z");
    assertThat(store().list("calls/1")).containsExactly("calls/1/a", "calls/1/z", "calls/10/a");
    assertThat(store().list("calls/")).hasSize(4);
    assertThat(store().list("nothing/")).isEmpty();
  }

  @Test
  void moreKeysThanOneAnswerHoldsAreAllListed() throws IOException {
    for (int i = 0; i < 25; i++) {
      store().put("many/%03d".formatted(i), bytes("x"));
    }

    assertThat(store().list("many/")).hasSize(25).isSorted();
  }

  @Test
  void deletedIsDeleted() throws IOException {
    store().put("calls/1/a", bytes("a"));
    store().put("calls/1/b", bytes("b"));

    store().delete("calls/1/a");
    store().delete("calls/1/a");

    assertThat(store().size("calls/1/a")).isEmpty();
    assertThat(store().list("calls/")).containsExactly("calls/1/b");
  }

  @Test
  void aWholePlaceCanBeEmptied() throws IOException {
    store().put("calls/1/parts/a", bytes("a"));
    store().put("calls/1/b", bytes("b"));
    store().put("calls/12/c", bytes("c"));

    store().deleteAll("calls/1/");
    store().deleteAll("calls/1/");

    assertThat(store().list("")).containsExactly("calls/12/c");
  }

  @Test
  void keysThatWouldLeadElsewhereAreRefused() {
    for (var key : List.of("", "/a", "a//b", "../a", "a/../b", "a/.", "a b", "a\\b", "a/", "ä")) {
      assertThatThrownBy(() -> store().put(key, bytes("x")))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private String part(String key, long from, long length) throws IOException {
    try (var stream = store().open(key, from, length)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
