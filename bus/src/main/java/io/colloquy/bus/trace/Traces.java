package io.colloquy.bus.trace;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether one service tells traces, and to whom. Safe for many threads.
 *
 * <p>Where it does not, no span is made, no header is written and no thread runs.
 */
public final class Traces implements AutoCloseable {

  /** How long a stop waits for the last spans to leave. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final String SCOPE = "io.colloquy";

  private static final Traces OFF = new Traces(TracerProvider.noop().get(SCOPE), Optional.empty());

  private final Tracer tracer;
  private final Optional<SdkTracerProvider> provider;

  private Traces(Tracer tracer, Optional<SdkTracerProvider> provider) {
    this.tracer = tracer;
    this.provider = provider;
  }

  /** Tells nobody. */
  public static Traces off() {
    return OFF;
  }

  /**
   * Tells a collector, in batches, by OTLP over HTTP. What else OpenTelemetry knows to set
   * (OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER, OTEL_RESOURCE_ATTRIBUTES and so on) holds as
   * well.
   *
   * @param service who tells, unless OTEL_SERVICE_NAME says otherwise
   * @param endpoint the collector's base address, such as {@code http://localhost:4318}; nobody is
   *     told if it is empty, or if OTEL_SDK_DISABLED or OTEL_TRACES_EXPORTER says so
   * @throws io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException if a setting is unfit
   */
  public static Traces to(String service, Optional<String> endpoint) {
    return endpoint.filter(address -> !address.isBlank()).map(to -> open(service, to)).orElse(OFF);
  }

  private static Traces open(String service, String endpoint) {
    var leave = new AtomicBoolean();
    var sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(
                () ->
                    Map.of(
                        "otel.service.name",
                        service,
                        "otel.exporter.otlp.protocol",
                        "http/protobuf"))
            .addPropertiesCustomizer(
                _ ->
                    Map.of(
                        "otel.exporter.otlp.endpoint", endpoint,
                        // Meters leave by Prometheus, and logs as lines.
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"))
            .addSpanProcessorCustomizer(
                (processor, _) -> {
                  leave.set(true);
                  return processor;
                })
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    // OTEL_SDK_DISABLED and OTEL_TRACES_EXPORTER=none still make spans, which would go nowhere.
    return leave.get() ? through(sdk.getSdkTracerProvider()) : OFF;
  }

  /** Tells whom this provider tells. It is shut down with these traces. */
  public static Traces through(SdkTracerProvider provider) {
    return new Traces(provider.get(SCOPE), Optional.of(provider));
  }

  /** Whether anybody is told. */
  public boolean areTold() {
    return provider.isPresent();
  }

  /** Makes spans. */
  public Tracer tracer() {
    return tracer;
  }

  /** Lets the last spans leave, for up to 2 s. */
  @Override
  public void close() {
    provider.ifPresent(
        open -> {
          var _ = open.shutdown().join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        });
  }
}
