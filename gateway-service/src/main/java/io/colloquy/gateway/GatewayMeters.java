package io.colloquy.gateway;

import io.colloquy.gateway.call.Witness;
import io.colloquy.gateway.capacity.Turnstile;
import io.colloquy.gateway.session.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the gateway counts. Labels come from short fixed lists, never from a client. */
@Singleton
public class GatewayMeters implements Witness, Turnstile.Watch {

  private final MeterRegistry registry;
  private final Counter framesIn;
  private final Counter framesOut;
  private final Counter charsIn;
  private final Counter charsOut;
  private final Counter shed;
  private final Counter slowClients;
  private final Timer roundTrip;
  private final Map<String, Counter> ignored = new ConcurrentHashMap<>();

  GatewayMeters(MeterRegistry registry) {
    this.registry = registry;
    framesIn = registry.counter("colloquy.gateway.frames", "direction", "in");
    framesOut = registry.counter("colloquy.gateway.frames", "direction", "out");
    charsIn = registry.counter("colloquy.gateway.chars", "direction", "in");
    charsOut = registry.counter("colloquy.gateway.chars", "direction", "out");
    shed = registry.counter("colloquy.gateway.shed.frames");
    slowClients = registry.counter("colloquy.gateway.slow.clients");
    roundTrip =
        Timer.builder("colloquy.gateway.round.trip")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(5))
            .register(registry);
  }

  @Override
  public void frameIn(int chars) {
    framesIn.increment();
    charsIn.increment(chars);
  }

  @Override
  public void frameOut(int chars) {
    framesOut.increment();
    charsOut.increment(chars);
  }

  @Override
  public void ignored(String what) {
    ignored
        .computeIfAbsent(what, w -> registry.counter("colloquy.gateway.ignored", "what", w))
        .increment();
  }

  @Override
  public void shed() {
    shed.increment();
  }

  @Override
  public void roundTrip(Duration duration) {
    roundTrip.record(duration);
  }

  @Override
  public void admitted(boolean burst) {
    registry.counter("colloquy.gateway.admitted", "burst", Boolean.toString(burst)).increment();
  }

  @Override
  public void refused(String reason) {
    registry.counter("colloquy.gateway.refused", "reason", reason).increment();
  }

  @Override
  public void closing(Ending ending) {
    registry
        .counter("colloquy.gateway.closes", "code", Integer.toString(ending.code()))
        .increment();
    if (ending.equals(Ending.SLOW_CLIENT)) {
      slowClients.increment();
    }
  }
}
