package io.colloquy.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFilesTest {

  @TempDir Path folder;

  private ProcessFiles files;
  private Process process;

  @BeforeEach
  void startAProcess() throws IOException {
    files = new ProcessFiles(folder);
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void endIt() {
    process.destroyForcibly();
  }

  @Test
  void aRunningProcessIsFoundAgain() throws Exception {
    files.put("tts-service", process.pid());
    assertThat(files.alive()).extracting(ProcessHandle::pid).containsExactly(process.pid());
  }

  @Test
  void aProcessThatEndedIsNotAndItsFileGoes() throws Exception {
    files.put("tts-service", process.pid());
    process.destroyForcibly().waitFor();
    assertThat(files.alive()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anotherProcessThatWasGivenTheSameIdIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("tts-service.pid"), process.pid() + " 1000000000000\n");
    assertThat(files.alive()).isEmpty();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void aHalfWrittenFileIsRemoved() throws Exception {
    Files.writeString(folder.resolve("tts-service.pid"), "12");
    assertThat(files.alive()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leftoversAreEnded() throws Exception {
    files.put("tts-service", process.pid());
    int ended = new Leftovers(files, folder.resolve("postmaster.pid")).end();
    assertThat(ended).isEqualTo(1);
    assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(5));
  }

  @Test
  void aStaleNoteOfADatabaseServerEndsNobody() throws Exception {
    var note = folder.resolve("postmaster.pid");
    Files.writeString(note, process.pid() + "\n/data\n");
    assertThat(new Leftovers(files, note).end()).isZero();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void theWardenEndsEveryProcessOnFileOnceItsLifelineIsCut() throws Exception {
    var warden = Warden.post(folder, folder.resolve("postmaster.pid"), folder.resolve("log"));
    files.put("tts-service", process.pid());
    assertThat(process.isAlive()).isTrue();
    warden.dismiss();
    assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10));
  }
}
