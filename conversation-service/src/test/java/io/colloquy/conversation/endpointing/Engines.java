package io.colloquy.conversation.endpointing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.PocketSphinxRecognizer;
import io.colloquy.conversation.speech.PocketSphinxSettings;
import io.colloquy.conversation.speech.SileroModel;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.media.Pcm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Silero and the recognisers. What PocketSphinx understood is kept in {@code target/endpointing},
 * by the sound's digest: rules that are tried out need not wait for it again.
 */
final class Engines implements AutoCloseable {

  private static final Path KEPT = Path.of("target", "endpointing");

  private final SileroModel silero = SileroModel.load();
  private final PocketSphinxRecognizer sphinx =
      new PocketSphinxRecognizer(PocketSphinxSettings.debian());

  /** Skips where an engine is missing; in CI, where none may be, fails. */
  static Engines required() {
    var engines = new Engines();
    Optional<String> missing = engines.missing();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(missing).as("CI installs the speech packages").isEmpty();
    }
    assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElseThrow());
    return engines;
  }

  private Optional<String> missing() {
    if (!Flite.isThere()) {
      return Optional.of("no libflite1");
    }
    try {
      var espeak = new ProcessBuilder("espeak-ng", "--version");
      espeak.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException absent) {
      return Optional.of("no espeak-ng");
    }
    return sphinx.unavailability("en");
  }

  Trace ideal(Take take) {
    return Trace.ideal(take, silero.open());
  }

  /** English only. */
  Trace sphinx(Take take, double[] scores) {
    var file = KEPT.resolve(digest(take.samples()) + ".words");
    try {
      if (Files.exists(file)) {
        return new Trace(scores, Files.readAllLines(file));
      }
      var speaker = new Speaker("en", List.of(), AudioFormat.PCM_16000);
      var trace = Trace.real(take, scores, sphinx.open(speaker));
      Files.createDirectories(KEPT);
      Files.write(file, trace.words());
      return trace;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String digest(short[] samples) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Pcm.bytes(samples));
      return HexFormat.of().formatHex(Arrays.copyOf(sum, 12));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    sphinx.close();
    silero.close();
  }
}
