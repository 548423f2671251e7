package io.colloquy.tts.flite;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** One {@code cst_utterance}: made, spoken once and freed by the same thread. */
final class NativeUtterance implements AutoCloseable {

  /** A token of the text with its place in time, in seconds of flite's own sound. */
  record Token(String name, double start, double end) {}

  /** Hears the sound while it is made, on the thread that called {@link #speak}. */
  interface Listener {
    /**
     * @return false to stop
     */
    boolean heard(NativeUtterance utterance, int sampleRate, short[] samples);
  }

  /** {@code cst_audio_stream_callback}. */
  interface Callback {
    int onSamples(MemorySegment wave, int start, int size, int last, MemorySegment streamingInfo);
  }

  private static final int CONTINUE = 0;
  private static final int STOP = -1;

  /** Samples that flite gathers before it calls: 80 ms at 16 kHz. */
  private static final int SAMPLES_A_CALL = 1_280;

  private static final String TOKEN_START =
      "daughter1.R:SylStructure.daughter1.daughter1.R:Segment.p.end";
  private static final String TOKEN_END =
      "daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end";

  private static final StructLayout UTTERANCE =
      MemoryLayout.structLayout(ADDRESS.withName("features"));
  private static final StructLayout STREAMING =
      MemoryLayout.structLayout(
          JAVA_INT.withName("min_buffsize"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("asc"),
          ADDRESS.withName("utt"),
          ADDRESS.withName("item"),
          ADDRESS.withName("userdata"));
  private static final StructLayout WAVE =
      MemoryLayout.structLayout(
          ADDRESS.withName("type"),
          JAVA_INT.withName("sample_rate"),
          JAVA_INT.withName("num_samples"),
          JAVA_INT.withName("num_channels"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("samples"));
  private static final FunctionDescriptor CALLBACK =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle ON_SAMPLES = callback();

  private final Flite flite;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment utterance;
  private final Listener listener;
  private RuntimeException failure;

  /**
   * @param text ASCII
   * @param stretch how much longer than the voice's own pace; 1 is its own
   */
  NativeUtterance(
      Flite flite, MemorySegment voice, String text, double stretch, Listener listener) {
    this.flite = flite;
    this.listener = listener;
    try {
      this.utterance = (MemorySegment) flite.newUtterance.invokeExact();
      int _ = (int) flite.setInputText.invokeExact(utterance, string(text));
      var _ = (MemorySegment) flite.initUtterance.invokeExact(utterance, voice);
      var features =
          utterance
              .reinterpret(UTTERANCE.byteSize())
              .get(ADDRESS, UTTERANCE.byteOffset(PathElement.groupElement("features")));
      flite.setFloatFeature.invokeExact(features, string("duration_stretch"), (float) stretch);
      // The utterance owns this value and frees it with its features.
      flite.setFeature.invokeExact(features, string("streaming_info"), streamingValue());
    } catch (Throwable e) {
      arena.close();
      throw Flite.rethrown(e);
    }
  }

  /**
   * Makes the sound; returns when all of it was heard or the listener wanted no more.
   *
   * @param sounds what is said for each {@link Ascii#STAND_IN} in the text, in order
   */
  void speak(List<String> sounds) {
    try {
      if (sounds.isEmpty()) {
        var _ = (MemorySegment) flite.synthesize.invokeExact(utterance);
      } else {
        var _ = (MemorySegment) flite.tokenize.invokeExact(utterance);
        pronounce(sounds);
        var _ = (MemorySegment) flite.synthesizeTokens.invokeExact(utterance);
      }
    } catch (Throwable e) {
      throw Flite.rethrown(e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void pronounce(List<String> sounds) throws Throwable {
    var left = new ArrayDeque<>(sounds);
    var relation = (MemorySegment) flite.relation.invokeExact(utterance, string("Token"));
    var token = (MemorySegment) flite.head.invokeExact(relation);
    while (token.address() != 0 && !left.isEmpty()) {
      if (name(token).equals(Ascii.STAND_IN)) {
        flite.setItemString.invokeExact(token, string("phones"), string(left.pollFirst()));
      }
      token = (MemorySegment) flite.next.invokeExact(token);
    }
  }

  private String name(MemorySegment token) throws Throwable {
    var name = (MemorySegment) flite.stringFeature.invokeExact(token, string("name"));
    return name.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** When the sound ends, in seconds. Known from the first call of the listener on. */
  double end() {
    try {
      var relation = (MemorySegment) flite.relation.invokeExact(utterance, string("Segment"));
      var last = (MemorySegment) flite.tail.invokeExact(relation);
      return (float) flite.floatPath.invokeExact(last, string("end"));
    } catch (Throwable e) {
      throw Flite.rethrown(e);
    }
  }

  /**
   * What was read, in order. Known from the first call of the listener on. A token in which there
   * is nothing to pronounce ends where it starts.
   */
  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    try {
      var relation = (MemorySegment) flite.relation.invokeExact(utterance, string("Token"));
      var token = (MemorySegment) flite.head.invokeExact(relation);
      while (token.address() != 0) {
        float start = (float) flite.floatPath.invokeExact(token, string(TOKEN_START));
        float end = (float) flite.floatPath.invokeExact(token, string(TOKEN_END));
        tokens.add(new Token(name(token), start, end));
        token = (MemorySegment) flite.next.invokeExact(token);
      }
    } catch (Throwable e) {
      throw Flite.rethrown(e);
    }
    return tokens;
  }

  private MemorySegment streamingValue() throws Throwable {
    Callback callback = (wave, start, size, _, _) -> onSamples(wave, start, size);
    var stub = Linker.nativeLinker().upcallStub(ON_SAMPLES.bindTo(callback), CALLBACK, arena);
    var info =
        ((MemorySegment) flite.newStreamingInfo.invokeExact()).reinterpret(STREAMING.byteSize());
    info.set(
        JAVA_INT, STREAMING.byteOffset(PathElement.groupElement("min_buffsize")), SAMPLES_A_CALL);
    info.set(ADDRESS, STREAMING.byteOffset(PathElement.groupElement("asc")), stub);
    return (MemorySegment) flite.streamingInfoValue.invokeExact(info);
  }

  /** Called by flite. An exception must not reach it: that would end the JVM. */
  private int onSamples(MemorySegment wave, int start, int size) {
    if (failure != null) {
      return STOP;
    }
    try {
      var header = wave.reinterpret(WAVE.byteSize());
      int rate = header.get(JAVA_INT, WAVE.byteOffset(PathElement.groupElement("sample_rate")));
      var samples =
          header
              .get(ADDRESS, WAVE.byteOffset(PathElement.groupElement("samples")))
              .reinterpret((start + (long) size) * Short.BYTES)
              .asSlice((long) start * Short.BYTES)
              .toArray(JAVA_SHORT);
      return listener.heard(this, rate, samples) ? CONTINUE : STOP;
    } catch (RuntimeException e) {
      failure = e;
    } catch (Error e) {
      failure = new IllegalStateException(e);
    }
    return STOP;
  }

  private MemorySegment string(String text) {
    return arena.allocateFrom(text);
  }

  private static MethodHandle callback() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Callback.class, "onSamples", CALLBACK.toMethodType());
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void close() {
    try {
      flite.deleteUtterance.invokeExact(utterance);
    } catch (Throwable e) {
      throw Flite.rethrown(e);
    } finally {
      arena.close();
    }
  }
}
