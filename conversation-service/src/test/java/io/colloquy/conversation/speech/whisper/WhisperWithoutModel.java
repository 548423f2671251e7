package io.colloquy.conversation.speech.whisper;

import io.colloquy.media.Pcm;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** whisper's transcriber with everything but the library: a test has the words for the sound. */
public final class WhisperWithoutModel {

  private final Function<byte[], String> words;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger loaded = new AtomicInteger();

  public WhisperWithoutModel(Function<byte[], String> words) {
    this.words = words;
  }

  public WhisperTranscriber transcriber(Path file) {
    return new WhisperTranscriber(
        new WhisperSettings(Optional.of(file), Optional.empty(), 2), this::load);
  }

  /** Language and prompt of each utterance. */
  public List<String> asked() {
    return asked;
  }

  public int loaded() {
    return loaded.get();
  }

  private WhisperEngine load(Path model, int threads) {
    loaded.incrementAndGet();
    return new WhisperEngine() {
      @Override
      public String transcribe(float[] samples, String language, String prompt) {
        asked.add(language + "|" + prompt);
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
          pcm[i] = (short) Math.round(samples[i] * 32_768);
        }
        return " [BLANK_AUDIO] " + words.apply(Pcm.bytes(pcm));
      }

      @Override
      public void close() {
        loaded.decrementAndGet();
      }
    };
  }
}
