package io.colloquy.llm.files;

import io.colloquy.contracts.llm.SentFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files as tests keep them, and what was asked for. */
public final class KeptFiles implements FileSource {

  static final byte[] PIXELS = {(byte) 0x89, 'P', 'N', 'G', 1};
  public static final SentFile PHOTO = new SentFile("file_1", "photo.png", "image/png", 5);
  public static final SentFile MENU = new SentFile("file_2", "menu.pdf", SentFile.PDF, 4);

  final List<String> asked = new ArrayList<>();
  private final Map<String, byte[]> bytes = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();

  /** A picture, and a PDF in which something is written. */
  public static KeptFiles photoAndMenu() {
    return new KeptFiles()
        .with(PHOTO.fileId(), PIXELS)
        .with(MENU.fileId(), "%PDF".getBytes(StandardCharsets.US_ASCII))
        .saying(MENU.fileId(), "Bread: 3 euros.");
  }

  KeptFiles with(String fileId, byte[] content) {
    bytes.put(fileId, content);
    return this;
  }

  KeptFiles saying(String fileId, String text) {
    words.put(fileId, text);
    return this;
  }

  @Override
  public Optional<byte[]> bytes(SentFile file) {
    asked.add(file.fileId());
    return Optional.ofNullable(bytes.get(file.fileId()));
  }

  @Override
  public Optional<byte[]> words(SentFile file) {
    asked.add(file.fileId() + " in words");
    return Optional.ofNullable(words.get(file.fileId()))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }
}
