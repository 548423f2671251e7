package io.colloquy.conversation.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.bus.trace.Trace;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.conversation.speech.Heard;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of the turns of whole conversations, and where others tell their part of them. */
class TurnTracesTest extends StagedCalls {

  private static final String VOICE =
      """
      {"agent_id":"agent_1","name":"Shop","conversation_config":{"agent":{
        "first_message":"","prompt":{"prompt":"You sell bread."}}}}\
      """;

  private static final String CHAT =
      """
      {"agent_id":"agent_1","name":"Shop","conversation_config":{
        "conversation":{"text_only":true,"client_events":["agent_response","client_tool_call"]},
        "agent":{"first_message":"","prompt":{"prompt":"You sell bread.","tools":[
          {"type":"client","name":"getBatteryLevel","description":"","expects_response":true},
          {"type":"system","name":"skip_turn","params":{"system_tool_type":"skip_turn"}}]}}}}\
      """;

  private final InMemorySpanExporter told = InMemorySpanExporter.create();

  @BeforeEach
  void somebodyIsTold() {
    agent(VOICE);
    traces =
        Traces.through(
            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(told)).build());
    conversations = owner();
    conversations.gained(Set.of(PARTITION));
  }

  @Test
  void aTurnLastsFromTheEndOfTheUsersTurnToTheEndOfPlayOut() {
    call();
    says("when do you open");
    long ended = time.millis();
    time.pass(Duration.ofMillis(300));
    modelSays("At nine.");
    time.pass(Duration.ofMillis(100));
    voiceSpeaks(800);
    assertThat(turns()).isEmpty();
    time.pass(Duration.ofSeconds(1));

    var turn = turn();
    assertThat(turn.getParentSpanContext()).isEqualTo(SpanContext.getInvalid());
    assertThat(ms(turn.getStartEpochNanos())).isEqualTo(ended);
    assertThat(ms(turn.getEndEpochNanos())).isEqualTo(ended + 300 + 100 + 800);
    assertThat(text(turn, "gen_ai.conversation.id")).isEqualTo(CONVERSATION);
    assertThat(text(turn, "gen_ai.agent.id")).isEqualTo("agent_1");
    assertThat(text(turn, "colloquy.outcome")).isEqualTo("heard");
    assertThat(turn.getAttributes().get(AttributeKey.longKey("colloquy.turn.index"))).isEqualTo(1);
    assertThat(isInterrupted(turn)).isFalse();
    assertThat(turn.getEvents()).isEmpty();
  }

  @Test
  void modelAndVoiceTellTheirPartUnderTheTurn() {
    call();
    says("when do you open");
    modelSays("At nine.");
    voiceSpeaks(800);
    time.pass(Duration.ofSeconds(1));

    assertThat(outlets.packetsToModel).hasSize(1);
    assertThat(outlets.packetsToVoice).hasSize(1);
    assertThat(placeIn(outlets.packetsToModel.getFirst())).isEqualTo(placeOf(turn()));
    assertThat(placeIn(outlets.packetsToVoice.getFirst())).isEqualTo(placeOf(turn()));
  }

  @Test
  void anAnswerThatIsPreparedBelongsToTheTurnForWhichItIsTaken() {
    call();
    hears(new Heard.SpeechBegan());
    hears(new Heard.Paused("when do you open"));
    long prepared = time.millis();
    time.pass(Duration.ofMillis(240));
    hears(new Heard.Utterance("when do you open", 900, 0));
    modelSays("At nine.");
    voiceSpeaks(800);
    time.pass(Duration.ofSeconds(1));

    assertThat(placeIn(outlets.packetsToModel.getFirst())).isEqualTo(placeOf(turn()));
    assertThat(ms(turn().getStartEpochNanos())).isEqualTo(prepared);
    assertThat(turn().getEvents())
        .singleElement()
        .satisfies(event -> assertThat(event.getName()).isEqualTo("user turn ended"))
        .satisfies(event -> assertThat(ms(event.getEpochNanos())).isEqualTo(prepared + 240));
  }

  @Test
  void anAnswerThatWasPreparedInVainIsATurnThatNobodyHeard() {
    call();
    hears(new Heard.SpeechBegan());
    hears(new Heard.Paused("when do you open"));
    time.pass(Duration.ofMillis(240));
    hears(new Heard.Utterance("when do you open on sundays", 900, 0));
    modelSays("Never.");
    voiceSpeaks(800);
    time.pass(Duration.ofSeconds(1));

    assertThat(turns())
        .extracting(turn -> text(turn, "colloquy.outcome"))
        .containsExactly("unheard", "heard");
    assertThat(turns().getLast().getEvents()).extracting(EventData::getName).isEmpty();
    assertThat(turns()).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
  }

  @Test
  void aTurnThatTheUserCutsShortEndsThereAndIsMarked() {
    call();
    says("when do you open");
    modelSays("At nine.");
    voiceSpeaks(5_000);
    time.pass(Duration.ofSeconds(1));
    long cut = time.millis();
    hears(new Heard.SpeechBegan());
    hears(new Heard.Speaking(224));
    hears(new Heard.Partial("stop it"));

    assertThat(isInterrupted(turn())).isTrue();
    assertThat(text(turn(), "colloquy.outcome")).isEqualTo("interrupted");
    assertThat(ms(turn().getEndEpochNanos())).isEqualTo(cut);
  }

  @Test
  void aFirstMessageIsATurnToo() {
    agent(
        """
        {"agent_id":"agent_1","name":"Shop","conversation_config":{"agent":{
          "first_message":"Hello there.","prompt":{"prompt":"You sell bread."}}}}\
        """);
    open();
    voiceSpeaks(500);
    time.pass(Duration.ofSeconds(1));

    assertThat(placeIn(outlets.packetsToVoice.getFirst())).isEqualTo(placeOf(turn()));
    assertThat(outlets.packetsToModel).isEmpty();
  }

  @Test
  void aToolIsToldUnderTheTurnThatUsesIt() {
    chat();
    send(new EdgeInput.UserMessage("How full is the battery?"));
    modelCalls("getBatteryLevel", "{\"unit\":\"percent\"}");
    time.pass(Duration.ofMillis(250));
    var asked = outlets.told(EdgeOutput.ToolAsked.class).getFirst();
    send(new EdgeInput.ToolAnswered(asked.toolCallId(), "85 %", false));
    modelSays("It is at 85 %.");

    var tool = told.getFinishedSpanItems().getFirst();
    assertThat(tool.getName()).isEqualTo("execute_tool getBatteryLevel");
    assertThat(tool.getParentSpanId()).isEqualTo(turn().getSpanId());
    assertThat(text(tool, "gen_ai.operation.name")).isEqualTo("execute_tool");
    assertThat(text(tool, "gen_ai.tool.name")).isEqualTo("getBatteryLevel");
    assertThat(text(tool, "colloquy.tool.kind")).isEqualTo("client");
    assertThat(ms(tool.getEndEpochNanos() - tool.getStartEpochNanos())).isEqualTo(250);
    assertThat(outlets.packetsToModel)
        .hasSize(2)
        .allSatisfy(packet -> assertThat(placeIn(packet)).isEqualTo(placeOf(turn())));
  }

  @Test
  void aToolThatFailsIsToldAsFailed() {
    chat();
    send(new EdgeInput.UserMessage("How full is the battery?"));
    modelCalls("getBatteryLevel", "");
    var asked = outlets.told(EdgeOutput.ToolAsked.class).getFirst();
    send(new EdgeInput.ToolAnswered(asked.toolCallId(), "no battery", true));

    assertThat(told.getFinishedSpanItems())
        .singleElement()
        .satisfies(tool -> assertThat(tool.getStatus()).isEqualTo(StatusData.error()));
  }

  @Test
  void aTurnWithoutAWordEndsWhenTheLastThingWasDoneForIt() {
    chat();
    send(new EdgeInput.UserMessage("one moment"));
    modelCalls("skip_turn", "{}");
    long skipped = time.millis();
    time.pass(Duration.ofSeconds(5));
    send(new EdgeInput.UserMessage("here I am"));
    modelSays("Hello.");

    assertThat(turns())
        .extracting(turn -> text(turn, "colloquy.outcome"))
        .containsExactly("unheard", "heard");
    assertThat(ms(turns().getFirst().getEndEpochNanos())).isEqualTo(skipped);
  }

  @Test
  void aTurnThatNoModelAnswersSaysWhy() {
    chat();
    send(new EdgeInput.UserMessage("hi"));
    deliver(
        Topics.LLM_DELTAS,
        LlmDelta.CODEC.encode(
            new LlmDelta.Failed(
                CONVERSATION,
                outlets.lastGeneration().generationId(),
                "llm_timeout",
                "4 attempts failed")));

    assertThat(text(turn(), "error.type")).isEqualTo("llm_timeout");
    assertThat(turn().getStatus()).isEqualTo(StatusData.error());
  }

  @Test
  void aTurnThatIsUnderWayWhenTheCallEndsEndsWithIt() {
    chat();
    send(new EdgeInput.UserMessage("hi"));
    send(new EdgeInput.Closed("gone"));

    assertThat(turns()).hasSize(1);
  }

  @Test
  void aSpanHoldsNothingThatWasSaid() {
    chat();
    send(new EdgeInput.UserMessage("I am Anna, how full is the battery?"));
    modelCalls("getBatteryLevel", "{\"owner\":\"Anna\"}");
    var asked = outlets.told(EdgeOutput.ToolAsked.class).getFirst();
    send(new EdgeInput.ToolAnswered(asked.toolCallId(), "Anna's is empty", true));
    modelSays("Your battery is empty, Anna.");

    assertThat(told.getFinishedSpanItems())
        .hasSize(2)
        .noneSatisfy(span -> assertThat(span.toString()).contains("Anna"))
        .noneSatisfy(span -> assertThat(span.toString()).contains("bread"));
  }

  @Test
  void nothingIsWrittenWhereNobodyIsTold() {
    traces = Traces.off();
    conversations = owner();
    conversations.gained(Set.of(PARTITION));
    call();
    says("when do you open");
    modelSays("At nine.");
    voiceSpeaks(800);
    time.pass(Duration.ofSeconds(1));

    assertThat(told.getFinishedSpanItems()).isEmpty();
    assertThat(outlets.packetsToModel).isNotEmpty().noneMatch(TurnTracesTest::isMarked);
    assertThat(outlets.packetsToVoice).isNotEmpty().noneMatch(TurnTracesTest::isMarked);
  }

  private static boolean isMarked(Packet packet) {
    return packet.header("traceparent").isPresent();
  }

  private void call() {
    open();
    send(new EdgeInput.Audio(new byte[2])); // which opens the ear
  }

  private void chat() {
    agent(CHAT);
    open();
  }

  private void says(String words) {
    hears(new Heard.Utterance(words, 900, 0));
  }

  private void hears(Heard what) {
    ears.getFirst().accept(what);
  }

  private List<SpanData> turns() {
    return told.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals("turn"))
        .toList();
  }

  private SpanData turn() {
    assertThat(turns()).hasSize(1);
    return turns().getFirst();
  }

  private static String placeIn(Packet packet) {
    var place = Span.fromContext(Trace.in(packet).context()).getSpanContext();
    return place.getTraceId() + "/" + place.getSpanId();
  }

  private static String placeOf(SpanData span) {
    return span.getTraceId() + "/" + span.getSpanId();
  }

  private static boolean isInterrupted(SpanData turn) {
    return Boolean.TRUE.equals(
        turn.getAttributes().get(AttributeKey.booleanKey("colloquy.turn.interrupted")));
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  private static long ms(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
