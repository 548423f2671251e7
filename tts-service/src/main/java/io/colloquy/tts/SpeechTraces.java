package io.colloquy.tts;

import io.colloquy.bus.trace.Names;
import io.colloquy.bus.trace.Trace;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.contracts.speech.SpeechRequest.Speak;
import io.colloquy.tts.pieces.SpeechObserver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tells of each piece in the trace that its request belongs to: a span from its arrival here until
 * all of its sound is on its way, or until nobody wants it any more.
 */
final class SpeechTraces {

  static final String SYNTHESIS = "synthesis";

  private static final AttributeKey<Long> EVENT = AttributeKey.longKey("colloquy.event.id");
  private static final AttributeKey<Long> PIECE = AttributeKey.longKey("colloquy.speech.piece");
  private static final AttributeKey<String> ENGINE =
      AttributeKey.stringKey("colloquy.speech.engine");
  private static final AttributeKey<Long> FIRST_CHUNK_MS =
      AttributeKey.longKey("colloquy.speech.first_chunk_ms");
  private static final AttributeKey<Long> CHARACTERS =
      AttributeKey.longKey("colloquy.speech.characters");
  private static final AttributeKey<Double> AUDIO_MS =
      AttributeKey.doubleKey("colloquy.speech.audio_ms");

  private final Traces traces;
  private final InstantSource clock;

  SpeechTraces(Traces traces, InstantSource clock) {
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Watches the piece that this packet asks for.
   *
   * @param request what the packet holds
   */
  SpeechObserver of(SpeechRequest request, Packet packet) {
    return traces.areTold() && request instanceof Speak speak
        ? new Telling(begun(speak, packet))
        : SpeechObserver.NONE;
  }

  private Span begun(Speak speak, Packet packet) {
    return traces
        .tracer()
        .spanBuilder(SYNTHESIS)
        .setParent(Trace.in(packet).context())
        .setStartTimestamp(clock.millis(), TimeUnit.MILLISECONDS)
        .setSpanKind(SpanKind.CONSUMER)
        .setAttribute(Names.SYSTEM, "kafka")
        .setAttribute(Names.TOPIC, Topics.SPEECH_REQUESTS)
        .setAttribute(Names.CONVERSATION, speak.conversationId())
        .setAttribute(EVENT, (long) speak.eventId())
        .setAttribute(PIECE, (long) speak.piece())
        .startSpan();
  }

  /** What a piece is told to be; what comes after its end counts no more. */
  private final class Telling implements SpeechObserver {
    private final Span span;

    Telling(Span span) {
      this.span = span;
    }

    @Override
    public void firstChunk(String engine, Duration sinceArrival) {
      span.setAttribute(ENGINE, engine).setAttribute(FIRST_CHUNK_MS, sinceArrival.toMillis());
    }

    @Override
    public void finished(String engine, int characters, double audioMs, Duration took) {
      span.setAttribute(ENGINE, engine)
          .setAttribute(CHARACTERS, (long) characters)
          .setAttribute(AUDIO_MS, audioMs);
      end("spoken");
    }

    @Override
    public void failed(Reason reason) {
      span.setAttribute(Names.ERROR, reason.name().toLowerCase(Locale.ROOT))
          .setStatus(StatusCode.ERROR);
      end("failed");
    }

    @Override
    public void dropped() {
      end("dropped");
    }

    private void end(String outcome) {
      span.setAttribute(Names.OUTCOME, outcome);
      span.end(clock.millis(), TimeUnit.MILLISECONDS);
    }
  }
}
