package io.colloquy.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.bus.trace.Trace;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.LlmRequest.Cancel;
import io.colloquy.contracts.llm.LlmRequest.Generate;
import io.colloquy.llm.cascade.Cascades;
import io.colloquy.llm.cascade.Patience;
import io.colloquy.llm.cascade.RouteHealth;
import io.colloquy.llm.cascade.Routes;
import io.colloquy.llm.generation.Generations;
import io.colloquy.llm.generation.Limits;
import io.colloquy.llm.generation.Observer;
import io.colloquy.llm.model.ModelFailure;
import io.colloquy.llm.model.ModelFailure.Reason;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.model.Models.Family;
import io.colloquy.llm.model.ScriptedModel;
import io.colloquy.llm.model.Tariff;
import io.colloquy.llm.model.Usage;
import io.colloquy.llm.places.Unlimited;
import io.colloquy.llm.timing.VirtualTime;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is told of answers in the trace of the turn that asked for them. */
class GenerationTracesTest {

  private static final String PROMPT = "You are the secret keeper.";
  private static final String WORDS = "My name is Anna.";

  private static final Limits LIMITS =
      new Limits(
          Duration.ofSeconds(15),
          new Patience(
              Duration.ofSeconds(4),
              Duration.ofSeconds(6),
              Duration.ofSeconds(3),
              Duration.ofSeconds(20),
              3,
              false),
          Duration.ofSeconds(20),
          2);

  private final VirtualTime time = new VirtualTime();
  private final ScriptedModel gemini = new ScriptedModel("gemini");
  private final ScriptedModel openai = new ScriptedModel("openai");
  private final Generations generations =
      new Generations(
          new Routes(
              new Models(
                  gemini,
                  List.of(Family.of("gemini-", gemini), Family.of("gpt-", openai)),
                  Optional.empty(),
                  false,
                  _ -> gemini),
              List.of("gpt-4o"),
              (_, _) -> true,
              new RouteHealth(time)),
          new Cascades(time, time, Unlimited.places()),
          _ -> {},
          LIMITS,
          time,
          Runnable::run,
          Observer.NONE);

  private final InMemorySpanExporter told = InMemorySpanExporter.create();
  private final Traces traces =
      Traces.through(
          SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(told)).build());
  private final Span turn = traces.tracer().spanBuilder("turn").startSpan();

  @Test
  void anAnswerIsToldUnderTheTurnThatAskedAndEachModelUnderTheAnswer() {
    arrives(traces, packet("gen_1"));
    time.advance(Duration.ofMillis(100));
    gemini
        .last()
        .answer
        .failed(new ModelFailure(Reason.RATE_LIMITED, "429 of https://models.example"));
    time.advance(Duration.ofMillis(200));
    openai.last().answer.text("Hello Anna.");
    time.advance(Duration.ofMillis(300));
    openai
        .last()
        .answer
        .finished(new Usage("gpt-4o-2024-08-06", 100, 20, 3, 7, Tariff.free("gpt-4o")));

    var generation = span("generation");
    assertThat(generation.getTraceId()).isEqualTo(turn.getSpanContext().getTraceId());
    assertThat(generation.getParentSpanId()).isEqualTo(turn.getSpanContext().getSpanId());
    assertThat(generation.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(tookMs(generation)).isEqualTo(600);
    assertThat(text(generation, "colloquy.generation.id")).isEqualTo("gen_1");
    assertThat(text(generation, "colloquy.outcome")).isEqualTo("answered");

    var lost = span("chat gemini-2.5-flash");
    assertThat(lost.getParentSpanId()).isEqualTo(generation.getSpanId());
    assertThat(lost.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(lost.getStatus()).isEqualTo(StatusData.error());
    assertThat(text(lost, "error.type")).isEqualTo("rate_limited");
    assertThat(text(lost, "gen_ai.provider.name")).isEqualTo("gcp.gemini");
    assertThat(tookMs(lost)).isEqualTo(100);

    var won = span("chat gpt-4o");
    assertThat(won.getParentSpanId()).isEqualTo(generation.getSpanId());
    assertThat(text(won, "gen_ai.operation.name")).isEqualTo("chat");
    assertThat(text(won, "gen_ai.provider.name")).isEqualTo("openai");
    assertThat(text(won, "gen_ai.request.model")).isEqualTo("gpt-4o");
    assertThat(text(won, "gen_ai.response.model")).isEqualTo("gpt-4o-2024-08-06");
    assertThat(text(won, "gen_ai.conversation.id")).isEqualTo("conv_1");
    assertThat(number(won, "gen_ai.usage.input_tokens")).isEqualTo(123);
    assertThat(number(won, "gen_ai.usage.output_tokens")).isEqualTo(7);
    assertThat(number(won, "gen_ai.usage.cache_read.input_tokens")).isEqualTo(20);
    assertThat(number(won, "gen_ai.usage.cache_creation.input_tokens")).isEqualTo(3);
    assertThat(
            won.getAttributes().get(AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk")))
        .isEqualTo(0.2);
    assertThat(won.getStatus()).isEqualTo(StatusData.unset());
    assertThat(tookMs(won)).isEqualTo(500);
  }

  @Test
  void anAnswerThatNobodyWantsAnyMoreIsToldAsCancelled() {
    arrives(traces, packet("gen_1"));
    time.advance(Duration.ofMillis(50));
    arrives(traces, LlmRequest.CODEC.encode(new Cancel("conv_1", "gen_1")));

    assertThat(told.getFinishedSpanItems())
        .hasSize(2)
        .allSatisfy(span -> assertThat(text(span, "colloquy.outcome")).isEqualTo("cancelled"))
        .allSatisfy(span -> assertThat(span.getStatus()).isEqualTo(StatusData.unset()))
        .allSatisfy(span -> assertThat(tookMs(span)).isEqualTo(50));
  }

  @Test
  void aRequestThatIsRefusedIsToldWithoutAModel() {
    var old = packet("gen_1");
    time.advance(Duration.ofSeconds(16));
    arrives(traces, old);

    assertThat(told.getFinishedSpanItems())
        .singleElement()
        .satisfies(span -> assertThat(text(span, "error.type")).isEqualTo("llm_timeout"))
        .satisfies(span -> assertThat(span.getStatus()).isEqualTo(StatusData.error()));
  }

  @Test
  void aRequestThatComesTwiceIsToldOnce() {
    arrives(traces, packet("gen_1"));
    arrives(traces, packet("gen_1"));
    finish();

    assertThat(told.getFinishedSpanItems()).hasSize(2);
  }

  @Test
  void aSpanHoldsNothingThatWasSaid() {
    arrives(traces, packet("gen_1"));
    gemini.last().answer.text("Hello Anna.");
    gemini.last().answer.finished(new Usage("gemini-2.5-flash", 4, 2));

    assertThat(told.getFinishedSpanItems())
        .hasSize(2)
        .noneSatisfy(span -> assertThat(span.toString()).contains("Anna"))
        .noneSatisfy(span -> assertThat(span.toString()).contains("secret"));
  }

  @Test
  void nobodyWatchesWhereNothingIsTold() {
    var off = new GenerationTraces(Traces.off(), time);

    assertThat(off.of(packet("gen_1"))).isSameAs(Observer.NONE);
    arrives(Traces.off(), packet("gen_1"));
    finish();
    assertThat(told.getFinishedSpanItems()).isEmpty();
  }

  private void arrives(Traces in, Packet packet) {
    generations.handle(LlmRequest.CODEC.decode(packet), new GenerationTraces(in, time).of(packet));
  }

  private Packet packet(String id) {
    return Trace.under(turn)
        .on(
            LlmRequest.CODEC.encode(
                new Generate(
                    "conv_1",
                    id,
                    "gemini-2.5-flash",
                    List.of(ChatMessage.system(PROMPT), ChatMessage.user(WORDS)),
                    0,
                    -1,
                    time.millis())));
  }

  private void finish() {
    gemini.last().answer.text("Yes.");
    gemini.last().answer.finished(new Usage("gemini-2.5-flash", 4, 2));
  }

  private SpanData span(String name) {
    return told.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  private static Long number(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.longKey(name));
  }

  private static long tookMs(SpanData span) {
    return TimeUnit.NANOSECONDS.toMillis(span.getEndEpochNanos() - span.getStartEpochNanos());
  }
}
