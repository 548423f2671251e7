package io.colloquy.conversation.speech.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts what recognisers do in Micrometer. */
public final class MeteredRecognition implements RecognitionObserver {

  private static final String PROVIDER = "provider";

  private final MeterRegistry meters;

  public MeteredRecognition(MeterRegistry meters) {
    this.meters = meters;
  }

  @Override
  public void understood(String provider, Duration took) {
    meters.counter("colloquy.asr.utterances", PROVIDER, provider).increment();
    Timer.builder("colloquy.asr.finish")
        .tag(PROVIDER, provider)
        .publishPercentileHistogram()
        .register(meters)
        .record(took);
  }

  @Override
  public void failed(String provider) {
    meters.counter("colloquy.asr.failures", PROVIDER, provider).increment();
  }

  @Override
  public void replaced(String provider, String by) {
    meters.counter("colloquy.asr.fallbacks", PROVIDER, provider, "by", by).increment();
  }
}
