package io.colloquy.tts.hosted;

import io.colloquy.contracts.speech.Voice;
import io.colloquy.media.Pcm;
import io.colloquy.media.Resampler;
import io.colloquy.tts.flite.FliteSynthesizer;
import io.colloquy.tts.voice.Recording;
import io.colloquy.tts.voice.Sound.TimedChar;
import io.colloquy.tts.voice.Synthesizer;
import io.colloquy.tts.voice.Synthesizer.Utterance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a service says in a test: real speech, made by flite. */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
record Said(String text, byte[] samples, int rate, List<TimedChar> chars) {

  static final Synthesizer FLITE = FliteSynthesizer.find();

  private record Key(String text, double speed, int rate) {}

  /** It breathes a little differently each time. */
  private static final Map<Key, Said> BEFORE = new ConcurrentHashMap<>();

  /** The same for the same. */
  static Said of(String text, double speed, int rate) {
    return BEFORE.computeIfAbsent(new Key(text, speed, rate), _ -> make(text, speed, rate));
  }

  private static Said make(String text, double speed, int rate) {
    var voice = new Voice("slt", Optional.empty(), "en", speed, 0.5, 0.8);
    var recording = Recording.of(FLITE, new Utterance(text, voice));
    var resampler = new Resampler(recording.rate(), rate);
    byte[] first = Pcm.bytes(resampler.push(recording.samples()));
    byte[] last = Pcm.bytes(resampler.finish());
    byte[] all = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return new Said(text, all, rate, recording.chars());
  }

  double millis() {
    return samples.length * 500.0 / rate;
  }

  /** Parts that sound this long. */
  List<byte[]> parts(int millis) {
    List<byte[]> parts = new ArrayList<>();
    int size = rate * millis / 1000 * 2;
    for (int at = 0; at < samples.length; at += size) {
      parts.add(Arrays.copyOfRange(samples, at, Math.min(samples.length, at + size)));
    }
    return parts;
  }

  String character(TimedChar timed) {
    return Character.toString(text.codePointAt(timed.index()));
  }
}
