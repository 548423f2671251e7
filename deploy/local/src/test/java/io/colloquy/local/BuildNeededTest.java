package io.colloquy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell function that decides whether to build, on a tree made for the test. */
class BuildNeededTest {

  private static final Path SCRIPT = Path.of("shell/build.sh").toAbsolutePath();
  private static final Instant EDITED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant BUILT = Instant.parse("2026-01-01T01:00:00Z");
  private static final Instant LATER = Instant.parse("2026-01-01T02:00:00Z");

  @TempDir Path root;

  private Path source;
  private Path stamp;

  @BeforeEach
  void aTreeThatIsBuilt() throws Exception {
    var modules =
        List.of(
            "gateway-service",
            "conversation-service",
            "llm-cascade-service",
            "tts-service",
            "analysis-service",
            "telephony-service",
            "contracts",
            "media",
            "bus",
            "testkit",
            "deploy/backbone",
            "deploy/local");
    put("pom.xml");
    for (var module : modules) {
      put(module + "/pom.xml");
      put(module + "/src/main/java/A.java");
      if (module.endsWith("-service")) {
        put(module + "/target/quarkus-app/quarkus-run.jar");
      }
    }
    source = root.resolve("tts-service/src/main/java/A.java");
    put("deploy/local/target/colloquy-local.jar");
    stamp = put("deploy/local/target/built.stamp");
    age(EDITED);
    Files.setLastModifiedTime(stamp, FileTime.from(BUILT));
  }

  @Test
  void nothingIsBuiltWhenNothingHasChanged() throws Exception {
    assertThat(needed()).isEqualTo("no\n");
  }

  @Test
  void anEditedSourceIsBuilt() throws Exception {
    Files.setLastModifiedTime(source, FileTime.from(LATER));
    assertThat(needed()).isEqualTo("yes\n");
  }

  @Test
  void aRemovedSourceIsNoticed() throws Exception {
    Files.delete(source);
    assertThat(needed()).isEqualTo("yes\n");
  }

  @Test
  void anEditedTestIsNoReasonToBuild() throws Exception {
    put("tts-service/src/test/java/ATest.java");
    Files.setLastModifiedTime(root.resolve("tts-service/src"), FileTime.from(EDITED));
    assertThat(needed()).isEqualTo("no\n");
  }

  @Test
  void aServiceThatWasCleanedIsBuilt() throws Exception {
    Files.delete(root.resolve("tts-service/target/quarkus-app/quarkus-run.jar"));
    assertThat(needed()).isEqualTo("yes\n");
  }

  @Test
  void aTreeThatWasNeverBuiltIsBuilt() throws Exception {
    Files.delete(stamp);
    assertThat(needed()).isEqualTo("yes\n");
  }

  private Path put(String path) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private void age(Instant time) throws IOException {
    try (var paths = Files.walk(root)) {
      for (var path : paths.toList()) {
        Files.setLastModifiedTime(path, FileTime.from(time));
      }
    }
  }

  private String needed() throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder(
                "bash",
                "-c",
                "root='%s'; . '%s'; build_needed && echo yes || echo no".formatted(root, SCRIPT))
            .redirectErrorStream(true);
    shell.environment().remove("COLLOQUY_BUILD");
    var process = shell.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
