package io.colloquy.conversation.speech;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The C functions of PocketSphinx 5prealpha (Debian's {@code libpocketsphinx.so.3} and {@code
 * libsphinxbase.so.3}) that recognition needs, as Java methods. Nothing here checks its arguments:
 * a wrong handle crashes the process, so handles live in {@link PocketSphinxDecoder} only.
 */
final class PocketSphinxLibrary {

  /**
   * The head of the public struct {@code feat_t} of {@code sphinxbase/feat.h}, as far as the
   * normaliser that a decoder has no function for.
   */
  private static final MemoryLayout FEATURES =
      MemoryLayout.structLayout(
          JAVA_INT.withName("refcount"),
          MemoryLayout.paddingLayout(4),
          ADDRESS.withName("name"),
          JAVA_INT.withName("cepsize"),
          JAVA_INT.withName("n_stream"),
          ADDRESS.withName("stream_len"),
          JAVA_INT.withName("window_size"),
          JAVA_INT.withName("n_sv"),
          ADDRESS.withName("sv_len"),
          ADDRESS.withName("subvecs"),
          ADDRESS.withName("sv_buf"),
          JAVA_INT.withName("sv_dim"),
          JAVA_INT.withName("cmn"),
          JAVA_INT.withName("varnorm"),
          JAVA_INT.withName("agc"),
          ADDRESS.withName("compute_feat"),
          ADDRESS.withName("cmn_struct"));

  /** The public struct {@code cmn_t} of {@code sphinxbase/cmn.h}. */
  private static final MemoryLayout NORMALISER =
      MemoryLayout.structLayout(
          ADDRESS.withName("cmn_mean"),
          ADDRESS.withName("cmn_var"),
          ADDRESS.withName("sum"),
          JAVA_INT.withName("nframe"),
          JAVA_INT.withName("veclen"));

  private static final long CHANNEL_FRAMES = NORMALISER.byteOffset(groupElement("nframe"));

  private final SymbolLookup functions;

  private final MethodHandle parseArguments;
  private final MethodHandle freeArguments;
  private final MethodHandle init;
  private final MethodHandle free;
  private final MethodHandle startUtterance;
  private final MethodHandle process;
  private final MethodHandle hypothesis;
  private final MethodHandle endUtterance;
  private final MethodHandle features;

  /** The library prints a decoder's settings past its own log, to a file that each thread has. */
  private final MethodHandle silence;

  private final MemorySegment argumentDefinitions;

  private PocketSphinxLibrary(SymbolLookup functions) throws Throwable {
    this.functions = functions;
    parseArguments = bind("cmd_ln_parse_r", pointer(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    freeArguments = bind("cmd_ln_free_r", integer(ADDRESS));
    init = bind("ps_init", pointer(ADDRESS));
    free = bind("ps_free", integer(ADDRESS));
    startUtterance = bind("ps_start_utt", integer(ADDRESS));
    process = bind("ps_process_raw", integer(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT));
    hypothesis = bind("ps_get_hyp", pointer(ADDRESS, ADDRESS));
    endUtterance = bind("ps_end_utt", integer(ADDRESS));
    features = bind("ps_get_feat", pointer(ADDRESS));
    argumentDefinitions = (MemorySegment) bind("ps_args", pointer()).invokeExact();
    silence = bind("err_set_logfp", pointer(ADDRESS));
    bind("err_set_callback", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS))
        .invokeExact(MemorySegment.NULL, MemorySegment.NULL);
  }

  /**
   * Loads both libraries into the process, for its life.
   *
   * @throws IllegalArgumentException if a library is not installed
   * @throws IllegalStateException if it is not the expected version
   */
  static PocketSphinxLibrary load(String pocketsphinx, String sphinxbase) {
    SymbolLookup functions =
        SymbolLookup.libraryLookup(pocketsphinx, Arena.global())
            .or(SymbolLookup.libraryLookup(sphinxbase, Arena.global()));
    try {
      return new PocketSphinxLibrary(functions);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  /**
   * A new decoder.
   *
   * @param arguments names and values by turns, such as {@code -hmm}, its folder
   * @return its handle, or {@link MemorySegment#NULL} if the library refused the arguments
   */
  MemorySegment init(List<String> arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment values = arena.allocate(ADDRESS, arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        values.setAtIndex(ADDRESS, i, arena.allocateFrom(arguments.get(i)));
      }
      MemorySegment _ = (MemorySegment) silence.invokeExact(MemorySegment.NULL);
      MemorySegment parsed =
          (MemorySegment)
              parseArguments.invokeExact(
                  MemorySegment.NULL, argumentDefinitions, arguments.size(), values, 1);
      if (parsed.equals(MemorySegment.NULL)) {
        return MemorySegment.NULL;
      }
      MemorySegment decoder = (MemorySegment) init.invokeExact(parsed);
      int _ = (int) freeArguments.invokeExact(parsed);
      return decoder;
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  void free(MemorySegment decoder) {
    try {
      int _ = (int) free.invokeExact(decoder);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  /** Negative on failure. */
  int startUtterance(MemorySegment decoder) {
    try {
      return (int) startUtterance.invokeExact(decoder);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  /** Negative on failure; otherwise how many frames it searched. */
  int process(MemorySegment decoder, MemorySegment samples, long count) {
    try {
      return (int) process.invokeExact(decoder, samples, count, 0, 0);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  /** Negative on failure. */
  int endUtterance(MemorySegment decoder) {
    try {
      return (int) endUtterance.invokeExact(decoder);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  /** The best words so far, lower case, empty if there are none. */
  String hypothesis(MemorySegment decoder) {
    try {
      MemorySegment words = (MemorySegment) hypothesis.invokeExact(decoder, MemorySegment.NULL);
      return words.equals(MemorySegment.NULL) ? "" : words.reinterpret(Long.MAX_VALUE).getString(0);
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  /** The mean spectrum that the decoder takes for the channel's own and subtracts. */
  float[] channel(MemorySegment decoder) {
    return floats(normaliser(decoder), "cmn_mean").toArray(JAVA_FLOAT);
  }

  /** Sets it, and forgets what was learnt of the channel from what was heard. */
  void channel(MemorySegment decoder, float[] mean) {
    MemorySegment normaliser = normaliser(decoder);
    floats(normaliser, "cmn_mean").copyFrom(MemorySegment.ofArray(mean));
    floats(normaliser, "sum").fill((byte) 0);
    normaliser.set(JAVA_INT, CHANNEL_FRAMES, 0);
  }

  private MemorySegment normaliser(MemorySegment decoder) {
    try {
      return ((MemorySegment) features.invokeExact(decoder))
          .reinterpret(FEATURES.byteSize())
          .get(ADDRESS, FEATURES.byteOffset(groupElement("cmn_struct")))
          .reinterpret(NORMALISER.byteSize());
    } catch (Throwable failure) {
      throw failed(failure);
    }
  }

  private static MemorySegment floats(MemorySegment normaliser, String field) {
    int length = normaliser.get(JAVA_INT, NORMALISER.byteOffset(groupElement("veclen")));
    return normaliser
        .get(ADDRESS, NORMALISER.byteOffset(groupElement(field)))
        .reinterpret(length * JAVA_FLOAT.byteSize());
  }

  private MethodHandle bind(String name, FunctionDescriptor signature) {
    MemorySegment function =
        functions
            .find(name)
            .orElseThrow(
                () -> new IllegalStateException("no function " + name + " in the library"));
    return Linker.nativeLinker().downcallHandle(function, signature);
  }

  private static FunctionDescriptor pointer(MemoryLayout... arguments) {
    return FunctionDescriptor.of(ADDRESS, arguments);
  }

  private static FunctionDescriptor integer(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  /** A downcall declares Throwable, yet throws nothing of its own that could be handled. */
  private static RuntimeException failed(Throwable failure) {
    return switch (failure) {
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      default -> new IllegalStateException(failure);
    };
  }
}
