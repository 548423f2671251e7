package io.colloquy.llm;

import io.colloquy.bus.trace.Names;
import io.colloquy.bus.trace.Trace;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.llm.cascade.Attempted;
import io.colloquy.llm.cascade.Attempted.End;
import io.colloquy.llm.generation.Observer;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Places;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells of each answer in the trace that its request belongs to: a span for the generation, and
 * under it one for each model that was asked. Both are made when all is over, from what the account
 * says, so that an answer on its way pays nothing for being traced.
 */
final class GenerationTraces {

  static final String GENERATION = "generation";

  private static final String CHAT = "chat";
  private static final double MS_PER_S = 1000.0;

  private static final AttributeKey<String> ID = AttributeKey.stringKey("colloquy.generation.id");
  private static final AttributeKey<Long> FIRST_TOKEN_MS =
      AttributeKey.longKey("colloquy.first_token_ms");
  private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("colloquy.attempts");
  private static final AttributeKey<String> ASKED = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<Boolean> STREAM =
      AttributeKey.booleanKey("gen_ai.request.stream");
  private static final AttributeKey<String> ANSWERED =
      AttributeKey.stringKey("gen_ai.response.model");
  private static final AttributeKey<Double> FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
  private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> OUTPUT =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  private static final AttributeKey<Long> CACHE_READ =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  private static final AttributeKey<Long> CACHE_WRITTEN =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");

  private final Traces traces;
  private final InstantSource clock;

  GenerationTraces(Traces traces, InstantSource clock) {
    this.traces = traces;
    this.clock = clock;
  }

  /** Watches the generation that this packet asks for. */
  Observer of(Packet packet) {
    if (!traces.areTold()) {
      return Observer.NONE;
    }
    var asked = Trace.in(packet);
    return over -> tell(asked, over);
  }

  private void tell(Trace asked, Observer.Over over) {
    long now = clock.millis();
    var account = over.account();
    var span =
        begun(GENERATION, asked.context(), now - over.tookMs())
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(Names.SYSTEM, "kafka")
            .setAttribute(Names.TOPIC, Topics.LLM_REQUESTS)
            .setAttribute(Names.CONVERSATION, over.conversationId())
            .setAttribute(ID, over.generationId())
            .startSpan();
    span.setAttribute(ATTEMPTS, (long) account.attempts().size());
    account.firstTokenMs().ifPresent(ms -> span.setAttribute(FIRST_TOKEN_MS, ms));
    end(span, over.cancelled() ? "cancelled" : "answered", over.errorType());
    var here = Trace.under(span).context();
    account.attempts().forEach(attempt -> tell(here, attempt, over.conversationId()));
    span.end(now, TimeUnit.MILLISECONDS);
  }

  private void tell(Context generation, Attempted attempt, String conversation) {
    var route = attempt.route();
    var span =
        begun(CHAT + " " + route.modelId(), generation, attempt.begunAtMs())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(Names.OPERATION, CHAT)
            .setAttribute(Names.PROVIDER, AnswerMetrics.provider(Places.provider(route.source())))
            .setAttribute(ASKED, route.modelId())
            .setAttribute(STREAM, true)
            .setAttribute(Names.CONVERSATION, conversation)
            .startSpan();
    attempt.firstTokenMs().ifPresent(ms -> span.setAttribute(FIRST_CHUNK, ms / MS_PER_S));
    attempt.used().ifPresent(usage -> tell(span, usage));
    end(span, outcome(attempt.end()), reason(attempt.end()));
    span.end(attempt.begunAtMs() + attempt.tookMs(), TimeUnit.MILLISECONDS);
  }

  /** What was read from a cache or into one counts as input too, as the conventions want it. */
  private static void tell(Span span, Usage usage) {
    span.setAttribute(ANSWERED, usage.model());
    span.setAttribute(INPUT, (long) usage.readTokens());
    span.setAttribute(OUTPUT, (long) usage.outputTokens());
    span.setAttribute(CACHE_READ, (long) usage.cacheReadTokens());
    span.setAttribute(CACHE_WRITTEN, (long) usage.cacheWriteTokens());
  }

  private SpanBuilder begun(String name, Context parent, long atMs) {
    return traces
        .tracer()
        .spanBuilder(name)
        .setParent(parent)
        .setStartTimestamp(atMs, TimeUnit.MILLISECONDS);
  }

  private static void end(Span span, String outcome, Optional<String> error) {
    span.setAttribute(Names.OUTCOME, error.isPresent() ? "failed" : outcome);
    error.ifPresent(type -> span.setAttribute(Names.ERROR, type).setStatus(StatusCode.ERROR));
  }

  private static String outcome(End end) {
    return switch (end) {
      case End.Answered _ -> "answered";
      case End.Failed _ -> "failed";
      case End.Outrun _ -> "outrun";
      case End.Cancelled _ -> "cancelled";
    };
  }

  /** The reason and not the message: what providers say in theirs is not ours to pass on. */
  private static Optional<String> reason(End end) {
    return end instanceof End.Failed(var failure)
        ? Optional.of(failure.reason().word())
        : Optional.empty();
  }
}
