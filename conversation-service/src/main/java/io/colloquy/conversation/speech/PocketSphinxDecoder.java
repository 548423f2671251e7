package io.colloquy.conversation.speech;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One native handle. The lock keeps a {@link #close} from another thread from freeing it under a
 * call, which would end the process; a closed decoder hears nothing and answers no words.
 */
final class PocketSphinxDecoder implements AutoCloseable {

  /** Samples copied to native memory at once: 200 ms. */
  private static final int BLOCK = 3_200;

  private final PocketSphinxLibrary library;
  private final MemorySegment handle;
  private final float[] ownChannel;
  private final Arena memory = Arena.ofShared();
  private final MemorySegment block = memory.allocate(ValueLayout.JAVA_SHORT, BLOCK);
  private final Runnable whenFreed;
  private boolean inUtterance;
  private boolean closed;

  /**
   * Loads the models; takes 0.3 to 2 seconds of one core.
   *
   * @param whenFreed run once, when the handle is
   * @throws SpeechUnavailable if the library refuses the settings or the models
   */
  PocketSphinxDecoder(
      PocketSphinxLibrary library, PocketSphinxSettings settings, Runnable whenFreed) {
    this.library = library;
    this.whenFreed = whenFreed;
    this.handle = library.init(settings.arguments());
    if (handle.equals(MemorySegment.NULL)) {
      memory.close();
      whenFreed.run();
      throw new SpeechUnavailable(
          "PocketSphinx refuses its settings or the models " + settings.models());
    }
    this.ownChannel = library.channel(handle);
  }

  synchronized void startUtterance(Channel channel) {
    if (!closed) {
      library.channel(handle, mean(channel));
      check(library.startUtterance(handle), "begin an utterance");
      inUtterance = true;
    }
  }

  synchronized void accept(short[] samples) {
    for (int at = 0; at < samples.length && !closed; at += BLOCK) {
      int count = Math.min(BLOCK, samples.length - at);
      MemorySegment.copy(samples, at, block, ValueLayout.JAVA_SHORT, 0, count);
      check(library.process(handle, block, count), "hear");
    }
  }

  synchronized String hypothesis() {
    return closed ? "" : library.hypothesis(handle);
  }

  synchronized void endUtterance() {
    if (inUtterance && !closed) {
      inUtterance = false;
      check(library.endUtterance(handle), "end an utterance");
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      library.free(handle);
      memory.close();
      whenFreed.run();
    }
  }

  /** A model with other features than ours keeps its own. */
  private float[] mean(Channel channel) {
    float[] mean = channel.mean();
    return mean.length == ownChannel.length ? mean : ownChannel;
  }

  /** A handle that failed once is not trusted again. */
  private void check(int result, String action) {
    if (result < 0) {
      close();
      throw new SpeechUnavailable("PocketSphinx failed to " + action);
    }
  }
}
