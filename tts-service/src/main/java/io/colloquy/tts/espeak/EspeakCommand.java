package io.colloquy.tts.espeak;

import io.colloquy.tts.voice.SynthesisFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs espeak-ng. Text goes in through standard input and arguments as a list: no shell ever reads
 * either.
 */
final class EspeakCommand {

  private final String program;
  private final Duration patience;

  EspeakCommand(String program, Duration patience) {
    this.program = program;
    this.patience = patience;
  }

  /**
   * What the program prints.
   *
   * @param input shorter than a pipe holds (64 KiB)
   * @param whoStops is told how to kill the process from another thread
   * @throws SynthesisFailure if it does not run, fails, is killed, or takes too long
   */
  byte[] run(List<String> arguments, String input, Consumer<Runnable> whoStops) {
    var process = start(arguments);
    var late = new AtomicBoolean();
    var watchdog =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              process.destroyForcibly();
            },
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS));
    try {
      whoStops.accept(process::destroyForcibly);
      byte[] output = converse(process, input);
      int code = process.waitFor();
      if (late.get()) {
        throw new SynthesisFailure(program + " took longer than " + patience.toMillis() + " ms");
      }
      if (code != 0) {
        throw new SynthesisFailure(program + " ended with code " + code);
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SynthesisFailure("interrupted while " + program + " ran", e);
    } finally {
      watchdog.cancel(false);
      process.destroyForcibly();
    }
  }

  private Process start(List<String> arguments) {
    List<String> line = new ArrayList<>(arguments);
    line.addFirst(program);
    try {
      return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new SynthesisFailure("'" + program + "' does not start", e);
    }
  }

  private byte[] converse(Process process, String input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new SynthesisFailure(program + " does not listen", e);
    }
    try (var out = process.getInputStream()) {
      return out.readAllBytes();
    } catch (IOException e) {
      throw new SynthesisFailure(program + " was cut off", e);
    }
  }
}
