package io.colloquy.conversation.endpointing;

import io.colloquy.media.Pcm;
import io.colloquy.media.Resampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Who speaks: four voices of flite, and espeak-ng in two languages. */
enum Voice {
  SLT("en", "slt"),
  RMS("en", "rms"),
  AWB("en", "awb"),
  KAL("en", "kal16"),
  ESPEAK_US("en", "en-us"),
  ESPEAK_GB("en", "en-gb+f3"),
  ESPEAK_DE("de", "de"),
  ESPEAK_DE_F("de", "de+f3"),
  ESPEAK_DE_M("de", "de+m5");

  private static final int ESPEAK_RATE = 22_050;
  private static final int WAV_HEADER = 44;

  /** Loaded on first use: the tests must be able to say what is missing. */
  private static final class Loaded {
    static final Flite FLITE = new Flite();
  }

  private final String language;
  private final String code;

  Voice(String language, String code) {
    this.language = language;
    this.code = code;
  }

  /** The voices take turns; what must be told in phonemes is for those that understand them. */
  static Voice of(Utterance utterance) {
    List<Voice> able =
        Stream.of(values())
            .filter(voice -> voice.language.equals(utterance.lang()))
            .filter(voice -> voice.isEspeak() || utterance.phonemes().isEmpty())
            .toList();
    return able.get(utterance.number() % able.size());
  }

  /** 16 kHz. */
  short[] say(String text) {
    return isEspeak() ? espeak(text) : Loaded.FLITE.speak(code, text);
  }

  private boolean isEspeak() {
    return name().startsWith("ESPEAK");
  }

  private short[] espeak(String text) {
    try {
      var command = List.of("espeak-ng", "-v", code, "-s", "150", "--stdout", text);
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      byte[] wav = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0 || wav.length <= WAV_HEADER) {
        throw new IllegalStateException("espeak-ng said nothing: " + command);
      }
      int end = wav.length - (wav.length - WAV_HEADER) % 2;
      var resampler = new Resampler(ESPEAK_RATE, Sounds.RATE);
      short[] most = resampler.push(Pcm.samples(Arrays.copyOfRange(wav, WAV_HEADER, end)));
      return Sounds.joined(most, resampler.finish());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
