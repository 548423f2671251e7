package io.colloquy.tts.flite;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions of libflite 2.2 that we use, and the voices that were registered.
 *
 * <p>After its voices are registered the library keeps no state between calls that it writes to: a
 * voice may speak on several threads at once as long as each has its own {@link NativeUtterance}.
 */
final class Flite {

  static final String CORE = "libflite.so.1";

  private static final String DEFAULT_VOICE = "slt";
  private static final Linker LINKER = Linker.nativeLinker();

  final MethodHandle newUtterance;
  final MethodHandle setInputText;
  final MethodHandle initUtterance;
  final MethodHandle synthesize;
  final MethodHandle tokenize;
  final MethodHandle synthesizeTokens;
  final MethodHandle setItemString;
  final MethodHandle deleteUtterance;
  final MethodHandle setFeature;
  final MethodHandle setFloatFeature;
  final MethodHandle newStreamingInfo;
  final MethodHandle streamingInfoValue;
  final MethodHandle relation;
  final MethodHandle head;
  final MethodHandle tail;
  final MethodHandle next;
  final MethodHandle stringFeature;
  final MethodHandle floatPath;

  private final Map<String, MemorySegment> voices = new ConcurrentHashMap<>();

  private Flite(SymbolLookup core) {
    newUtterance = bind(core, "new_utterance", FunctionDescriptor.of(ADDRESS));
    setInputText =
        bind(core, "utt_set_input_text", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    initUtterance = bind(core, "utt_init", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    synthesize = bind(core, "utt_synth", FunctionDescriptor.of(ADDRESS, ADDRESS));
    tokenize = bind(core, "default_tokenization", FunctionDescriptor.of(ADDRESS, ADDRESS));
    synthesizeTokens = bind(core, "utt_synth_tokens", FunctionDescriptor.of(ADDRESS, ADDRESS));
    setItemString =
        bind(core, "item_set_string", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    deleteUtterance = bind(core, "delete_utterance", FunctionDescriptor.ofVoid(ADDRESS));
    setFeature = bind(core, "feat_set", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    setFloatFeature =
        bind(core, "feat_set_float", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_FLOAT));
    newStreamingInfo = bind(core, "new_audio_streaming_info", FunctionDescriptor.of(ADDRESS));
    streamingInfoValue =
        bind(core, "audio_streaming_info_val", FunctionDescriptor.of(ADDRESS, ADDRESS));
    relation = bind(core, "utt_relation", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    head = bind(core, "relation_head", FunctionDescriptor.of(ADDRESS, ADDRESS));
    tail = bind(core, "relation_tail", FunctionDescriptor.of(ADDRESS, ADDRESS));
    next = bind(core, "item_next", FunctionDescriptor.of(ADDRESS, ADDRESS));
    stringFeature =
        bind(core, "item_feat_string", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
    floatPath = bind(core, "ffeature_float", FunctionDescriptor.of(JAVA_FLOAT, ADDRESS, ADDRESS));
  }

  /**
   * @throws LibraryMissing if the library is not installed
   */
  static Flite load(String name) {
    var core = library(name);
    var init = bind(core, "flite_init", FunctionDescriptor.of(JAVA_INT));
    try {
      int _ = (int) init.invokeExact();
    } catch (Throwable e) {
      throw rethrown(e);
    }
    var flite = new Flite(core);
    var _ = flite.voice(DEFAULT_VOICE); // its library loads now, not while a caller waits
    return flite;
  }

  /**
   * The voice by its short name, for example {@code slt}; registered on first use, kept for good.
   *
   * @throws LibraryMissing if its library is not installed
   */
  MemorySegment voice(String name) {
    // At most one thread registers: registration writes to a variable of the voice's library.
    return voices.computeIfAbsent(name, Flite::register);
  }

  private static MemorySegment register(String name) {
    var library = library("libflite_cmu_us_" + name + ".so.1");
    var register =
        bind(library, "register_cmu_us_" + name, FunctionDescriptor.of(ADDRESS, ADDRESS));
    try {
      return (MemorySegment) register.invokeExact(MemorySegment.NULL);
    } catch (Throwable e) {
      throw rethrown(e);
    }
  }

  private static SymbolLookup library(String name) {
    try {
      return SymbolLookup.libraryLookup(name, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new LibraryMissing(name, e);
    }
  }

  private static MethodHandle bind(SymbolLookup library, String name, FunctionDescriptor type) {
    var address = library.find(name).orElseThrow(() -> new LibraryMissing(name, null));
    return LINKER.downcallHandle(address, type);
  }

  /** A method handle declares every throwable; a call into C throws none of the checked ones. */
  static RuntimeException rethrown(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case Throwable e -> new IllegalStateException(e);
    };
  }

  /** A shared library, or a function in it, that is not there. */
  static final class LibraryMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LibraryMissing(String name, Throwable cause) {
      super(name + " not found", cause);
    }
  }
}
