package io.colloquy.tts;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.bus.trace.Trace;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.contracts.speech.SpeechRequest.Cancel;
import io.colloquy.contracts.speech.SpeechRequest.Speak;
import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.pieces.SpeechObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told of pieces in the trace of the turn that they belong to. */
class SpeechTracesTest {

  private final InMemorySpanExporter told = InMemorySpanExporter.create();
  private final Traces traces =
      Traces.through(
          SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(told)).build());
  private final Span turn = traces.tracer().spanBuilder("turn").startSpan();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aPieceIsToldUnderTheTurnThatWantsItSpoken() {
    var piece = arrives(traces, packet());
    now = now.plusMillis(30);
    piece.firstChunk("flite", Duration.ofMillis(30));
    now = now.plusMillis(70);
    piece.finished("flite", 12, 800, Duration.ofMillis(95));

    var span = span();
    assertThat(span.getName()).isEqualTo("synthesis");
    assertThat(span.getTraceId()).isEqualTo(turn.getSpanContext().getTraceId());
    assertThat(span.getParentSpanId()).isEqualTo(turn.getSpanContext().getSpanId());
    assertThat(TimeUnit.NANOSECONDS.toMillis(span.getEndEpochNanos() - span.getStartEpochNanos()))
        .isEqualTo(100);
    assertThat(text(span, "gen_ai.conversation.id")).isEqualTo("conv_1");
    assertThat(text(span, "colloquy.speech.engine")).isEqualTo("flite");
    assertThat(text(span, "colloquy.outcome")).isEqualTo("spoken");
    assertThat(span.getAttributes().get(AttributeKey.longKey("colloquy.speech.first_chunk_ms")))
        .isEqualTo(30);
    assertThat(span.toString()).doesNotContain("Anna");
  }

  @Test
  void aPieceThatWasNotSpokenIsToldWithItsReason() {
    arrives(traces, packet()).failed(SpeechObserver.Reason.EXPIRED);

    assertThat(text(span(), "error.type")).isEqualTo("expired");
    assertThat(span().getStatus()).isEqualTo(StatusData.error());
  }

  @Test
  void aPieceEndsOnce() {
    var piece = arrives(traces, packet());
    piece.dropped();
    piece.failed(SpeechObserver.Reason.STOPPING);

    assertThat(text(span(), "colloquy.outcome")).isEqualTo("dropped");
    assertThat(span().getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void aCancellationAndWhatNobodyIsToldOfAreNotWatched() {
    var cancel = SpeechRequest.CODEC.encode(new Cancel("conv_1", 1));

    assertThat(arrives(traces, cancel)).isSameAs(SpeechObserver.NONE);
    assertThat(arrives(Traces.off(), packet())).isSameAs(SpeechObserver.NONE);
    assertThat(told.getFinishedSpanItems()).isEmpty();
  }

  private SpeechObserver arrives(Traces in, Packet packet) {
    return new SpeechTraces(in, () -> now).of(SpeechRequest.CODEC.decode(packet), packet);
  }

  private Packet packet() {
    var voice = new Voice("", Optional.empty(), "en", 1, 0, 0);
    var edge = new EdgeAddress(7);
    return Trace.under(turn)
        .on(
            SpeechRequest.CODEC.encode(
                new Speak("conv_1", 1, 0, "Hello Anna.", voice, AudioFormat.PCM_16000, edge, 0)));
  }

  private SpanData span() {
    assertThat(told.getFinishedSpanItems()).hasSize(1);
    return told.getFinishedSpanItems().getFirst();
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }
}
