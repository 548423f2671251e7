package io.colloquy.conversation.endpointing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** libflite's voices of 16 kHz, one sentence at a time. */
final class Flite {

  private static final String CORE = "libflite.so.1";

  // struct cst_wave { const char *type; int sample_rate, num_samples, num_channels; short *samples
  // }
  private static final long SAMPLES_COUNT = 12;
  private static final long SAMPLES = 24;
  private static final long WAVE_BYTES = 32;

  /** The C library's random numbers, of which flite makes breath. */
  private static final int SEED = 1;

  private final MethodHandle seed;
  private final MethodHandle textToWave;
  private final MethodHandle deleteWave;
  private final Map<String, MemorySegment> voices = new ConcurrentHashMap<>();

  Flite() {
    var core = library(CORE);
    call(bind(core, "flite_init", FunctionDescriptor.of(JAVA_INT)));
    seed =
        bind(Linker.nativeLinker().defaultLookup(), "srand", FunctionDescriptor.ofVoid(JAVA_INT));
    var speak = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS);
    textToWave = bind(core, "flite_text_to_wave", speak);
    deleteWave = bind(core, "delete_wave", FunctionDescriptor.ofVoid(ADDRESS));
  }

  /** Whether the library is on this machine. */
  static boolean isThere() {
    try {
      var _ = library(CORE);
      return true;
    } catch (IllegalArgumentException missing) {
      return false;
    }
  }

  /** The same samples every time, whatever was said before. */
  synchronized short[] speak(String voice, String text) {
    var speaker = voices.computeIfAbsent(voice, Flite::register);
    try (var arena = Arena.ofConfined()) {
      call(seed, SEED);
      var wave = (MemorySegment) call(textToWave, arena.allocateFrom(text), speaker);
      var header = wave.reinterpret(WAVE_BYTES);
      int count = header.get(JAVA_INT, SAMPLES_COUNT);
      var samples = header.get(ADDRESS, SAMPLES).reinterpret(2L * count).toArray(JAVA_SHORT);
      call(deleteWave, wave);
      return samples;
    }
  }

  private static MemorySegment register(String voice) {
    var library = library("libflite_cmu_us_" + voice + ".so.1");
    var register = FunctionDescriptor.of(ADDRESS, ADDRESS);
    return (MemorySegment)
        call(bind(library, "register_cmu_us_" + voice, register), MemorySegment.NULL);
  }

  private static SymbolLookup library(String name) {
    return SymbolLookup.libraryLookup(name, Arena.global());
  }

  private static MethodHandle bind(SymbolLookup library, String name, FunctionDescriptor type) {
    return Linker.nativeLinker().downcallHandle(library.find(name).orElseThrow(), type);
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable failure) {
      throw new IllegalStateException("flite", failure);
    }
  }
}
