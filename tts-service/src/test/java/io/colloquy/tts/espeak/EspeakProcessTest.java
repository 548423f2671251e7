package io.colloquy.tts.espeak;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.voice.Sound;
import io.colloquy.tts.voice.SynthesisFailure;
import io.colloquy.tts.voice.Synthesizer.Sink;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process is treated, with a stand-in for the program. */
class EspeakProcessTest {

  private static final Utterance HELLO =
      new Utterance("Hallo", new Voice("", Optional.empty(), "de", 1, 0.5, 0.8));

  @TempDir private Path folder;

  @Test
  void aProcessThatHangsIsKilledAfterAWhile() throws IOException {
    var engine = EspeakSynthesizer.find(hanging(), Duration.ofSeconds(3));

    assertThatThrownBy(() -> engine.speak(HELLO, sound -> true))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessageContaining("took longer than 3000 ms");
    assertThat(processLives()).isFalse();
  }

  @Test
  void aProcessIsKilledWhenNobodyWantsItsSoundAnyMore()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    var engine = EspeakSynthesizer.find(hanging(), Duration.ofMinutes(1));
    var stop = new CompletableFuture<Runnable>();
    var speaking =
        CompletableFuture.supplyAsync(
            () -> {
              assertThatThrownBy(() -> engine.speak(HELLO, telling(stop)))
                  .isInstanceOf(SynthesisFailure.class);
              return true;
            });

    stop.get(30, SECONDS).run();

    assertThat(speaking.get(30, SECONDS)).isTrue();
  }

  @Test
  void aProgramThatFailsIsAFailure() throws IOException {
    var engine = EspeakSynthesizer.find(program("exit 3"), Duration.ofSeconds(30));

    assertThatThrownBy(() -> engine.speak(HELLO, sound -> true))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessageContaining("ended with code 3");
  }

  @Test
  void whatIsNoSoundIsAFailure() throws IOException {
    var engine = EspeakSynthesizer.find(program("echo oops"), Duration.ofSeconds(30));

    assertThatThrownBy(() -> engine.speak(HELLO, sound -> true))
        .isInstanceOf(SynthesisFailure.class)
        .hasMessageContaining("no sound");
  }

  private static Sink telling(CompletableFuture<Runnable> stop) {
    return new Sink() {
      @Override
      public boolean take(Sound sound) {
        return true;
      }

      @Override
      public void whenUnwanted(Runnable action) {
        stop.complete(action);
      }
    };
  }

  private String hanging() throws IOException {
    return program("echo $$ > " + folder.resolve("pid") + "\nexec sleep 600");
  }

  private boolean processLives() throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).trim());
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** A program that knows one voice and does this instead of speaking. */
  private String program(String behaviour) throws IOException {
    var script =
        "#!/bin/sh\nif [ \"$1\" = --voices ]; then\n"
            + "echo 'Pty Language'; echo ' 5  de'; exit 0\nfi\ncat > /dev/null\n"
            + behaviour
            + "\n";
    var file = Files.writeString(folder.resolve("espeak"), script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }
}
