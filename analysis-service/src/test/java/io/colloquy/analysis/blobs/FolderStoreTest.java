package io.colloquy.analysis.blobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends BlobStoreContract {

  @TempDir Path folder;
  private FolderStore store;

  @BeforeEach
  void open() {
    store = new FolderStore(folder.resolve("blobs"));
  }

  @Override
  BlobStore store() {
    return store;
  }

  @Test
  void anEmptiedPlaceLeavesNoFolderBehind() throws IOException {
    store.put("calls/1/parts/a", bytes("a"));
    store.put("calls/1/b", bytes("b"));

    store.deleteAll("calls/1/");

    assertThat(folder.resolve("blobs/calls/1")).doesNotExist();
  }

  @Test
  void whatWasNeverFinishedIsNoBlob() throws IOException {
    store.put("calls/1", bytes("a"));
    Files.write(folder.resolve("blobs/calls/half-written~"), bytes("b"));

    assertThat(store.list("calls/")).containsExactly("calls/1");
  }
}
