package io.colloquy.conversation.knowledge;

import io.colloquy.contracts.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads a file in a process of its own. What a parser makes of a hostile file cannot be known
 * beforehand: a stream in a PDF may become a thousand times as long when it is unpacked. The
 * process has a heap that is bounded, no secrets in its environment, and is ended when its time is
 * over, so that a call next door notices nothing.
 */
final class ReaderProcess {

  private static final int OUT_OF_MEMORY = 3;

  private final KnowledgeConfig.Reading limits;

  /** What the process says: one of both. */
  record Answer(Optional<Content> content, Optional<String> unreadable) {}

  ReaderProcess(KnowledgeConfig.Reading limits) {
    this.limits = limits;
  }

  /**
   * Blocks its thread.
   *
   * @param name a hint at what the file is
   * @throws Unreadable with what is wrong with the file
   */
  Content read(Path file, String name) throws IOException, InterruptedException {
    var answer = Files.createTempFile("colloquy-read", ".json");
    try {
      var process = start(file, name, answer);
      try {
        if (!process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS)) {
          throw new Unreadable("The document took too long to read.");
        }
        return content(process.exitValue(), answer);
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(answer);
    }
  }

  private Process start(Path file, String name, Path answer) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var builder =
        new ProcessBuilder(
                java.toString(),
                "-Xmx" + limits.memory(),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                classPath(),
                ReaderProcess.class.getName(),
                file.toString(),
                name,
                Long.toString(limits.maxPlainBytes()),
                Long.toString(limits.maxUnpackedBytes()),
                Integer.toString(limits.maxCharacters()),
                limits.time().toString())
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    return builder.start();
  }

  /** That of this process; a packaged service has its archives in two directories. */
  private static String classPath() {
    var own = System.getProperty("java.class.path");
    var home = Path.of(own.split(File.pathSeparator, 2)[0]).toAbsolutePath().getParent();
    var packaged = home.resolve("lib").resolve("main");
    return Files.isDirectory(packaged)
        ? String.join(
            File.pathSeparator,
            List.of(own, packaged.resolve("*").toString(), home.resolve("app/*").toString()))
        : own;
  }

  private static Content content(int exit, Path answer) throws IOException {
    if (exit == OUT_OF_MEMORY) {
      throw new Unreadable("The document is too large when it is unpacked.");
    }
    if (exit != 0) {
      throw new Unreadable("The file cannot be read.");
    }
    var read = Json.read(Files.readAllBytes(answer), Answer.class);
    return read.content()
        .orElseThrow(() -> new Unreadable(read.unreadable().orElse("The file cannot be read.")));
  }

  /** The process: a file, its name, and the limits; its answer goes to the standard output. */
  public static void main(String[] args) throws IOException {
    var limits =
        new FileReader.Limits(
            Long.parseLong(args[2]),
            Long.parseLong(args[3]),
            Integer.parseInt(args[4]),
            Duration.parse(args[5]));
    System.out.write(Json.bytes(answer(Path.of(args[0]), args[1], limits)));
    System.out.flush();
  }

  private static Answer answer(Path file, String name, FileReader.Limits limits) {
    try {
      var content = new FileReader(limits, Clock.systemUTC()).read(file, name);
      return new Answer(Optional.of(content), Optional.empty());
    } catch (Unreadable e) {
      return new Answer(Optional.empty(), Optional.of(e.getMessage()));
    }
  }
}
