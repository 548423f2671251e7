package io.colloquy.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell function that finds a JDK, on folders made for the test. */
class JdkDiscoveryTest {

  private static final Path SCRIPT = Path.of("shell/jdk.sh").toAbsolutePath();

  @TempDir Path folder;

  private Path jvms;
  private Path onPath;

  @BeforeEach
  void theDefaultJavaIs17() throws IOException {
    jvms = folder.resolve("jvm");
    onPath = jdk(folder.resolve("default"), "17.0.15");
  }

  @Test
  void aJdkInTheUsualFolderIsFoundEvenWhereTheDefaultIsOlder() throws Exception {
    var wanted = jdk(jvms.resolve("temurin-25"), "25.0.1");
    jdk(jvms.resolve("java-21"), "21.0.2");
    assertThat(find(Map.of())).isEqualTo(wanted + "\n");
  }

  @Test
  void javaHomeComesFirst() throws Exception {
    jdk(jvms.resolve("temurin-25"), "25.0.1");
    var mine = jdk(folder.resolve("mine"), "26");
    assertThat(find(Map.of("JAVA_HOME", mine.toString()))).isEqualTo(mine + "\n");
  }

  @Test
  void aJavaHomeThatIsTooOldIsPassedOver() throws Exception {
    var wanted = jdk(jvms.resolve("temurin-25"), "25");
    var old = jdk(folder.resolve("old"), "1.8.0_452");
    assertThat(find(Map.of("JAVA_HOME", old.toString()))).isEqualTo(wanted + "\n");
  }

  @Test
  void theLayoutOfMacOsIsUnderstood() throws Exception {
    var wanted = jdk(jvms.resolve("temurin-25.jdk/Contents/Home"), "25.0.1");
    assertThat(find(Map.of())).isEqualTo(wanted + "\n");
  }

  @Test
  void aRunTimeWithoutACompilerDoesNotDo() throws Exception {
    var runTime = jdk(jvms.resolve("jre-25"), "25.0.1");
    Files.delete(runTime.resolve("bin/javac"));
    assertThat(find(Map.of())).isEqualTo("none\n");
  }

  @Test
  void folderNamesMayHoldSpaces() throws Exception {
    var wanted = jdk(jvms.resolve("my own jdk"), "25.0.1");
    assertThat(find(Map.of())).isEqualTo(wanted + "\n");
  }

  private String find(Map<String, String> environment) throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder("bash", "-c", ". '" + SCRIPT + "'; jdk_find || echo none")
            .redirectErrorStream(true);
    shell.environment().remove("JAVA_HOME");
    shell.environment().put("COLLOQUY_JDK_FOLDERS", jvms.toString());
    shell.environment().merge("PATH", onPath.resolve("bin") + ":", (old, own) -> own + old);
    shell.environment().putAll(environment);
    var process = shell.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    for (var tool : new String[] {"java", "javac"}) {
      var file = Files.writeString(home.resolve("bin").resolve(tool), "#!/bin/sh\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return home;
  }
}
