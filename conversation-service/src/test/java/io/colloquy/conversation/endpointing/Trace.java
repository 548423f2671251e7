package io.colloquy.conversation.endpointing;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.conversation.speech.Ears;
import io.colloquy.conversation.speech.EarsSettings;
import io.colloquy.conversation.speech.Heard;
import io.colloquy.conversation.speech.Patience;
import io.colloquy.conversation.speech.Recognition;
import io.colloquy.conversation.speech.VoiceActivity;
import io.colloquy.media.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;

/**
 * What the engines answered to a take, frame by frame. They hear it once; how long a pause may last
 * does not change what they say up to the first turn's end, so every patience is judged on the same
 * answers.
 *
 * @param scores of the frames of 32 ms
 * @param words that were known after each frame
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or changes them
record Trace(double[] scores, List<String> words) {

  static final int FRAME_MS = 32;
  private static final int FRAME = FRAME_MS * Sounds.PER_MS;
  private static final Duration FOREVER = Duration.ofHours(1);

  /** So long after it has sounded does a good recogniser know a word. */
  private static final int KNOWN_AFTER_MS = 150;

  /** With the words of a recogniser that makes no error. */
  static Trace ideal(Take take, VoiceActivity vad) {
    double[] scores = new double[take.samples().length / FRAME];
    List<String> words = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = vad.score(Arrays.copyOfRange(take.samples(), i * FRAME, (i + 1) * FRAME));
      int knownMs = (i + 1) * FRAME_MS - KNOWN_AFTER_MS;
      words.add(
          take.words().stream()
              .filter(word -> word.endMs() <= knownMs)
              .map(Take.Word::text)
              .collect(Collectors.joining(" ")));
    }
    vad.close();
    return new Trace(scores, words);
  }

  /** With the words of a real recogniser, which hears what real ears give it. */
  static Trace real(Take take, double[] scores, Recognition recognition) {
    List<String> words = new ArrayList<>();
    try (var ears = ears(new Replay(scores), recognition, Patience.fixed(FOREVER), heard -> {})) {
      for (int i = 0; i < scores.length; i++) {
        ears.hear(bytes(take.samples(), i));
        words.add(recognition.partial());
      }
    }
    return new Trace(scores, words);
  }

  /**
   * Lets real ears hear it.
   *
   * @param listener is told what they tell, and at what time of the take, in milliseconds
   */
  void play(Patience patience, ObjIntConsumer<Heard> listener, Runnable afterFrame) {
    var replay = new Replay(scores);
    var said = new Said(replay);
    byte[] nothing = new byte[2 * FRAME];
    try (var ears =
        ears(replay, said, patience, heard -> listener.accept(heard, replay.at * FRAME_MS))) {
      for (int i = 0; i < scores.length; i++) {
        ears.hear(nothing);
        afterFrame.run();
      }
    }
  }

  private static Ears ears(
      VoiceActivity vad, Recognition recognition, Patience patience, Consumer<Heard> listener) {
    var line = AudioFormat.PCM_16000;
    return new Ears(line, vad, recognition, EarsSettings.defaults(), patience, listener);
  }

  private static byte[] bytes(short[] samples, int frame) {
    return Pcm.bytes(Arrays.copyOfRange(samples, frame * FRAME, (frame + 1) * FRAME));
  }

  private static final class Replay implements VoiceActivity {
    private final double[] scores;

    /** Frames heard so far. */
    private int at;

    Replay(double[] scores) {
      this.scores = scores;
    }

    @Override
    public double score(short[] frame) {
      return scores[at++];
    }

    @Override
    public int frameSamples() {
      return FRAME;
    }

    @Override
    public void close() {}
  }

  /** The words after the current frame, without those of turns that are over. */
  private final class Said implements Recognition {
    private final Replay replay;
    private boolean heard;
    private String over = "";

    Said(Replay replay) {
      this.replay = replay;
    }

    @Override
    public void accept(short[] pcm16k) {
      heard = true;
    }

    @Override
    public String partial() {
      var known = words.get(replay.at - 1);
      return heard && known.startsWith(over) ? known.substring(over.length()).strip() : "";
    }

    @Override
    public String finish() {
      var last = partial();
      over = words.get(replay.at - 1);
      heard = false;
      return last;
    }

    @Override
    public void close() {}
  }
}
