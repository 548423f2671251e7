package io.colloquy.benchmarks;

import io.colloquy.media.Level;
import io.colloquy.media.Pcm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A spoken question as frames of 16 kHz PCM, from the first frame with speech to the last. */
record Recording(List<byte[]> frames) {

  static final int FRAME_MS = 32;

  private static final int RATE = 16_000;
  private static final int FRAME_SAMPLES = RATE * FRAME_MS / 1000;

  /** Frames this much quieter than the loudest one hold no speech. */
  private static final double FLOOR_DB = 28;

  Recording {
    frames = List.copyOf(frames);
  }

  static byte[] silentFrame() {
    return new byte[FRAME_SAMPLES * 2];
  }

  /** The question that every caller asks. */
  static Recording question() {
    var resource = Recording.class.getResource("question.wav");
    try (var audio = AudioSystem.getAudioInputStream(resource)) {
      if (audio.getFormat().getSampleRate() != RATE || audio.getFormat().getFrameSize() != 2) {
        throw new IllegalStateException("question.wav is not mono 16-bit PCM at 16 kHz");
      }
      return of(Pcm.samples(audio.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UnsupportedAudioFileException e) {
      throw new IllegalStateException(e);
    }
  }

  static Recording of(short[] samples) {
    var frames =
        IntStream.range(0, samples.length / FRAME_SAMPLES)
            .mapToObj(i -> Arrays.copyOfRange(samples, i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES))
            .toList();
    double loudest = frames.stream().mapToDouble(Level::dbfs).max().orElseThrow();
    var speech =
        IntStream.range(0, frames.size())
            .filter(i -> Level.dbfs(frames.get(i)) > loudest - FLOOR_DB)
            .summaryStatistics();
    return new Recording(
        frames.subList(speech.getMin(), speech.getMax() + 1).stream().map(Pcm::bytes).toList());
  }
}
