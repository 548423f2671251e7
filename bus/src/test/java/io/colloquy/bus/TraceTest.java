package io.colloquy.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.bus.trace.Trace;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Packet;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final Packet PACKET =
      new Packet(Map.of("kind", "test"), "words".getBytes(StandardCharsets.UTF_8));

  private final InMemorySpanExporter told = InMemorySpanExporter.create();
  private final Traces traces =
      Traces.through(
          SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(told)).build());

  @Test
  void whatIsDoneForARecordIsToldUnderTheSpanOfWhoSentIt() {
    var sender = traces.tracer().spanBuilder("sender").startSpan();

    var arrived = overATopic(Trace.under(sender).on(PACKET));
    traces
        .tracer()
        .spanBuilder("receiver")
        .setParent(Trace.in(arrived).context())
        .startSpan()
        .end();

    assertThat(told.getFinishedSpanItems())
        .singleElement()
        .satisfies(span -> assertThat(span.getTraceId()).isEqualTo(traceOf(sender)))
        .satisfies(
            span ->
                assertThat(span.getParentSpanId()).isEqualTo(sender.getSpanContext().getSpanId()))
        .satisfies(span -> assertThat(span.getParentSpanContext().isRemote()).isTrue());
    assertThat(arrived.require("kind")).isEqualTo("test");
    assertThat(arrived.body()).isEqualTo(PACKET.body());
  }

  @Test
  void theHeaderIsTheOneThatTheWebAgreedOn() {
    var sender = traces.tracer().spanBuilder("sender").startSpan();

    assertThat(Trace.under(sender).on(PACKET).require("traceparent"))
        .isEqualTo("00-%s-%s-01".formatted(traceOf(sender), sender.getSpanContext().getSpanId()));
  }

  @Test
  void aPacketOfNoTraceIsLeftAlone() {
    assertThat(Trace.NONE.on(PACKET)).isSameAs(PACKET);
    assertThat(Trace.in(PACKET)).isSameAs(Trace.NONE);
  }

  @Test
  void aHeaderThatMakesNoSenseIsNoPlace() {
    assertThat(Trace.in(new Packet(Map.of("traceparent", "yesterday"), new byte[0])))
        .isSameAs(Trace.NONE);
  }

  @Test
  void nothingIsMadeOrWrittenWhereNobodyIsTold() {
    var off = Traces.to("test-service", Optional.empty());
    var span = off.tracer().spanBuilder("turn").startSpan();

    assertThat(off).isSameAs(Traces.off()).isSameAs(Traces.to("test-service", Optional.of(" ")));
    assertThat(off.areTold()).isFalse();
    assertThat(span.isRecording()).isFalse();
    assertThat(Trace.under(span)).isSameAs(Trace.NONE);
    assertThat(Trace.under(span).on(PACKET)).isSameAs(PACKET);
  }

  private static String traceOf(Span span) {
    return span.getSpanContext().getTraceId();
  }

  /** As Kafka carries it: texts become bytes, and texts again. */
  private static Packet overATopic(Packet packet) {
    var sent = Records.keyed("llm.requests", "conv_1", packet);
    return new Packet(Records.headers(sent.headers()), sent.value());
  }
}
