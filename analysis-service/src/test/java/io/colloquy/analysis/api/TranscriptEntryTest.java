package io.colloquy.analysis.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.Samples;
import io.colloquy.analysis.recording.Recording;
import io.colloquy.analysis.recording.Recording.State;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.contracts.llm.ModelUsage;
import io.colloquy.contracts.llm.ModelUsage.Tokens;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.schema.Check;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranscriptEntryTest {

  private static JsonNode shown(
      List<TranscriptTurn.File> files, Optional<TranscriptTurn.RagRetrieval> retrieval) {
    return shown(files, retrieval, Optional.empty());
  }

  private static JsonNode shown(
      List<TranscriptTurn.File> files,
      Optional<TranscriptTurn.RagRetrieval> retrieval,
      Optional<LlmUsage> used) {
    var turn =
        new TranscriptTurn(
            "conv_1",
            Samples.AGENT,
            0,
            TranscriptTurn.Role.USER,
            "",
            3,
            false,
            Optional.empty(),
            Optional.of("text"),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            files,
            retrieval,
            used);
    return Json.MAPPER.valueToTree(TranscriptEntry.of(turn, Optional.empty()));
  }

  @Test
  void filesAreShownByTheirNamesAsClientsKnowThem() {
    var shown =
        shown(
            List.of(
                new TranscriptTurn.File("file_1", "menu.png", "image/png"),
                new TranscriptTurn.File("file_2", "hours.pdf", "application/pdf")),
            Optional.empty());

    assertThat(shown.get("file_inputs").toString())
        .isEqualTo(
            """
            [{"file_id":"file_1","original_filename":"menu.png","mime_type":"image/png",\
            "file_url":""},{"file_id":"file_2","original_filename":"hours.pdf",\
            "mime_type":"application/pdf","file_url":""}]""");
    assertThat(shown.get("file_input")).isEqualTo(shown.get("file_inputs").get(0));
  }

  @Test
  void whatWasLookedUpIsShownAsDocumented() {
    var retrieval =
        new TranscriptTurn.RagRetrieval(
            List.of(new TranscriptTurn.RagChunk("doc_1", "chunk_1", 0.25)),
            "e5_mistral_7b_instruct",
            "when do you open",
            0.031);

    var shown = shown(List.of(), Optional.of(retrieval));

    var schema = ApiDocument.get().schema("RagRetrievalInfo");
    assertThat(Check.flaws(schema, shown.get("rag_retrieval_info"), List.of())).isEmpty();
    assertThat(shown.at("/rag_retrieval_info/chunks/0/vector_distance").asDouble()).isEqualTo(0.25);
  }

  @Test
  void whatModelsHaveUsedIsShownAsDocumented() {
    var used =
        LlmUsage.of(
            "gpt-4o",
            new ModelUsage(
                Tokens.at(new BigDecimal("2.5"), 1_000),
                Tokens.NONE,
                Tokens.NONE,
                Tokens.at(BigDecimal.TEN, 100)));

    var shown = shown(List.of(), Optional.empty(), Optional.of(used));

    var schema = ApiDocument.get().schema("LLMUsage");
    assertThat(Check.flaws(schema, shown.get("llm_usage"), List.of())).isEmpty();
    var prices = shown.at("/llm_usage/model_usage/gpt-4o");
    assertThat(prices.at("/input/price").asDouble()).isEqualTo(0.0025);
    assertThat(prices.at("/output_total/price").asDouble()).isEqualTo(0.001);
    assertThat(shown(List.of(), Optional.empty()).get("llm_usage").isNull()).isTrue();
  }

  @Test
  void howLongTheCallerWaitedForAnAnswerIsShownBesideTheInnerTimes() {
    var recording = new Recording(State.FINISHED, 9_000, true, true, Map.of(3, 812.5));

    assertThat(metrics(answer(TranscriptTurn.Role.AGENT, Optional.of(3)), recording))
        .isEqualTo(
            "{\"convai_llm_service_ttfb\":{\"elapsed_time\":0.1},"
                + "\"ear_to_ear_latency\":{\"elapsed_time\":0.8125}}");
    for (var other :
        List.of(
            answer(TranscriptTurn.Role.AGENT, Optional.of(4)),
            answer(TranscriptTurn.Role.AGENT, Optional.empty()),
            answer(TranscriptTurn.Role.USER, Optional.of(3)))) {
      assertThat(metrics(other, recording)).doesNotContain(TranscriptEntry.EAR_TO_EAR);
    }
  }

  private static String metrics(TranscriptTurn turn, Recording recording) {
    JsonNode shown = Json.MAPPER.valueToTree(TranscriptEntry.of(turn, Optional.of(recording)));
    return shown.at("/conversation_turn_metrics/metrics").toString();
  }

  private static TranscriptTurn answer(TranscriptTurn.Role role, Optional<Integer> eventId) {
    return new TranscriptTurn(
        "conv_1",
        Samples.AGENT,
        0,
        role,
        "Hello",
        3,
        false,
        Optional.empty(),
        Optional.of("audio"),
        Map.of("convai_llm_service_ttfb", 100.0),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        eventId);
  }
}
