package io.colloquy.llm.files;

import io.colloquy.contracts.llm.SentFile;
import java.util.Optional;

/** Where the files of running conversations are. Blocks the thread that asks. */
public interface FileSource {

  /** Nothing can be fetched. */
  FileSource NONE =
      new FileSource() {
        @Override
        public Optional<byte[]> bytes(SentFile file) {
          return Optional.empty();
        }

        @Override
        public Optional<byte[]> words(SentFile file) {
          return Optional.empty();
        }
      };

  /** What is in the file; empty if it is gone or cannot be had now. */
  Optional<byte[]> bytes(SentFile file) throws InterruptedException;

  /** What is to be read in it, in UTF-8; empty if that is nothing, or as above. */
  Optional<byte[]> words(SentFile file) throws InterruptedException;
}
