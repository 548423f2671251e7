package io.colloquy.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * The seven audio formats of the conversation socket, all mono and headerless: 16-bit little-endian
 * PCM at six rates, and G.711 µ-law at 8 kHz.
 */
public enum AudioFormat {
  PCM_8000("pcm_8000", 8_000, 2),
  PCM_16000("pcm_16000", 16_000, 2),
  PCM_22050("pcm_22050", 22_050, 2),
  PCM_24000("pcm_24000", 24_000, 2),
  PCM_44100("pcm_44100", 44_100, 2),
  PCM_48000("pcm_48000", 48_000, 2),
  ULAW_8000("ulaw_8000", 8_000, 1);

  private final String wireName;
  private final int sampleRate;
  private final int bytesPerSample;

  AudioFormat(String wireName, int sampleRate, int bytesPerSample) {
    this.wireName = wireName;
    this.sampleRate = sampleRate;
    this.bytesPerSample = bytesPerSample;
  }

  @JsonCreator
  public static AudioFormat of(String wireName) {
    return find(wireName)
        .orElseThrow(() -> new IllegalArgumentException("unknown audio format " + wireName));
  }

  public static Optional<AudioFormat> find(String wireName) {
    return Arrays.stream(values()).filter(f -> f.wireName.equals(wireName)).findFirst();
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** Samples a second. */
  public int sampleRate() {
    return sampleRate;
  }

  public int bytesPerSample() {
    return bytesPerSample;
  }

  /** How long this many bytes sound, in milliseconds. */
  public double millis(int bytes) {
    return bytes * 1000.0 / (sampleRate * bytesPerSample);
  }
}
