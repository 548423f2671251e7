package io.colloquy.conversation.speech;

import io.colloquy.media.Pcm;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Knows what is said in a clip at each moment of it. A server that speaks a provider's protocol has
 * one instead of an engine: it "understands" the sound if every byte of it is that of the clip.
 */
record Stenographer(Clip clip) implements DeepgramServer.Ear {

  private static final int QUIET_BEFORE = 500 * 16;

  /** The words in the sound so far; a complaint if it is other sound. */
  @Override
  public String words(byte[] pcm) {
    byte[] call = Pcm.bytes(clip.inACall(300));
    int differs = Arrays.mismatch(pcm, 0, pcm.length, call, 0, Math.min(pcm.length, call.length));
    if (differs >= 0) {
      return "garbled at byte " + differs;
    }
    int samples = pcm.length / Short.BYTES - QUIET_BEFORE;
    double share = Math.clamp((double) samples / clip.samples().length, 0, 1);
    String[] words = clip.words();
    return Arrays.stream(words)
        .limit((long) (share * words.length))
        .collect(Collectors.joining(" "));
  }
}
