package io.colloquy.conversation.files;

/** What a file is called where a model and people read of it. */
final class FileNames {

  private static final int LONGEST = 100;

  /** Without folders, line ends and what else could pass for more than a name. */
  static String tidy(String name, FileKind kind) {
    var bare =
        name.replaceFirst("^.*[/\\\\]", "").replaceAll("[\\p{Cntrl}\\[\\]<>{}\"]", "").strip();
    var end = bare.substring(Math.max(0, bare.length() - LONGEST));
    return end.isEmpty() ? "file." + kind.mediaType().replaceFirst(".*/", "") : end;
  }

  private FileNames() {}
}
