package io.colloquy.conversation.speech;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The Silero v6 network, loaded once and shared by all conversations. One thread: a frame takes
 * about 0.2 ms, less than handing it to a second thread would.
 */
public final class SileroModel implements AutoCloseable {

  private static final String RESOURCE = "/speech/silero_vad.onnx";

  private final OrtEnvironment environment;
  private final OrtSession session;

  private SileroModel(OrtEnvironment environment, OrtSession session) {
    this.environment = environment;
    this.session = session;
  }

  /**
   * @throws SpeechUnavailable if onnxruntime does not run on this machine
   */
  public static SileroModel load() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return new SileroModel(environment, environment.createSession(network(), options));
    } catch (OrtException | LinkageError failure) {
      throw new SpeechUnavailable(
          "Voice needs onnxruntime, which does not run on this machine: " + failure.getMessage(),
          failure);
    }
  }

  /** Ears for one conversation's stream. */
  public VoiceActivity open() {
    return new SileroVad(environment, session);
  }

  /** Only after every stream is closed. */
  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException failure) {
      throw new SpeechUnavailable("onnxruntime did not close its session", failure);
    }
  }

  private static byte[] network() {
    try (InputStream file = SileroModel.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("no " + RESOURCE + " in the jar");
      }
      return file.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
