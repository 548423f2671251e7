package io.colloquy.conversation.speech.whisper;

import io.colloquy.conversation.speech.SpeechUnavailable;
import io.github.givimad.whisperjni.WhisperContext;
import io.github.givimad.whisperjni.WhisperFullParams;
import io.github.givimad.whisperjni.WhisperJNI;
import java.io.IOException;
import java.nio.file.Path;

/** The only class that touches whisper's library: it is loaded with the model. */
final class NativeWhisper implements WhisperEngine {

  private final WhisperJNI whisper;
  private final WhisperContext context;
  private final int threads;

  private NativeWhisper(WhisperJNI whisper, WhisperContext context, int threads) {
    this.whisper = whisper;
    this.context = context;
    this.threads = threads;
  }

  /**
   * Takes seconds.
   *
   * @throws SpeechUnavailable if there is no library for this machine, or the model is none
   */
  static WhisperEngine load(Path file, int threads) {
    try {
      WhisperJNI.loadLibrary(line -> {});
      WhisperJNI whisper = new WhisperJNI();
      WhisperContext context = whisper.init(file);
      if (context == null) {
        throw new SpeechUnavailable("whisper cannot load the model " + file);
      }
      return new NativeWhisper(whisper, context, threads);
    } catch (IOException | UnsatisfiedLinkError | NoClassDefFoundError failure) {
      throw new SpeechUnavailable("whisper cannot load the model " + file, failure);
    }
  }

  @Override
  public String transcribe(float[] samples, String language, String prompt) {
    WhisperFullParams how = new WhisperFullParams();
    how.nThreads = threads;
    how.language = language;
    how.noContext = true;
    how.printProgress = false;
    how.printRealtime = false;
    how.printTimestamps = false;
    if (!prompt.isEmpty()) {
      how.initialPrompt = prompt;
    }
    int status = whisper.full(context, how, samples, samples.length);
    if (status != 0) {
      throw new SpeechUnavailable("whisper failed with status " + status);
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < whisper.fullNSegments(context); i++) {
      words.append(whisper.fullGetSegmentText(context, i));
    }
    return words.toString();
  }

  @Override
  public void close() {
    whisper.free(context);
  }
}
