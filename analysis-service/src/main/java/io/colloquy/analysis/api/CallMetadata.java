package io.colloquy.analysis.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.history.ConversationRecord;
import io.colloquy.analysis.history.Deletion;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.analysis.history.Outline;
import io.colloquy.analysis.store.Kept;
import io.colloquy.contracts.edge.PhoneCall;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Started;
import io.colloquy.contracts.llm.LlmUsage;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * {@code metadata} of a conversation. Times are unix seconds.
 *
 * @param cost empty: credits of the hosted service, of which there are none here; what the models
 *     cost is in {@code charging}
 */
record CallMetadata(
    long startTimeUnixSecs,
    Optional<Long> acceptedTimeUnixSecs,
    int callDurationSecs,
    Optional<Integer> cost,
    DeletionSettings deletionSettings,
    FeedbackCounts feedback,
    String authorizationMethod,
    Charging charging,
    Optional<PhoneCallView> phoneCall,
    Optional<JsonNode> batchCall,
    String terminationReason,
    Optional<ConversationEvent.Failure> error,
    Optional<String> mainLanguage,
    Optional<RagUsage> ragUsage,
    boolean textOnly,
    FeaturesUsage featuresUsage,
    ElevenAssistant elevenAssistant,
    Optional<String> initiatorId,
    String conversationInitiationSource,
    Optional<String> conversationInitiationSourceVersion,
    Optional<String> timezone) {

  static CallMetadata of(Kept kept, Outline outline) {
    var known = kept.told();
    var started = known.started();
    var ended = known.ended();
    return new CallMetadata(
        outline.startedAtUnixSecs().orElseThrow(),
        outline.startedAtUnixSecs(),
        outline.durationSecs(),
        Optional.empty(),
        DeletionSettings.of(kept.deletion()),
        FeedbackCounts.of(kept.feedback()),
        started.map(ClientNames::authorizationMethod).orElse("invalid"),
        Charging.of(known),
        started.flatMap(Started::phoneCall).map(PhoneCallView::of),
        Optional.empty(),
        ended.map(Ended::terminationReason).orElse(""),
        ended.flatMap(Ended::error),
        started.map(Started::language),
        RagUsage.of(known),
        started.map(Started::textOnly).orElse(false),
        FeaturesUsage.of(known.transcript()),
        new ElevenAssistant(false),
        Optional.empty(),
        started.flatMap(ClientNames::source).orElse("unknown"),
        started.flatMap(ClientNames::sourceVersion),
        Optional.empty());
  }

  /** A call over a SIP trunk or Twilio, by the names of the documented model. */
  record PhoneCallView(
      PhoneCall.Carrier type,
      PhoneCall.Direction direction,
      String phoneNumberId,
      String agentNumber,
      String externalNumber,
      String callSid) {
    static PhoneCallView of(PhoneCall call) {
      return new PhoneCallView(
          call.carrier(),
          call.direction(),
          call.phoneNumberId(),
          call.agentNumber(),
          call.externalNumber(),
          call.callSid());
    }
  }

  /** When what of the conversation was or will be deleted; its logs go with its transcript. */
  record DeletionSettings(
      Optional<Long> deletionTimeUnixSecs,
      Optional<Long> deletedLogsAtTimeUnixSecs,
      Optional<Long> deletedAudioAtTimeUnixSecs,
      Optional<Long> deletedTranscriptAtTimeUnixSecs,
      boolean deleteTranscriptAndPii,
      boolean deleteAudio) {
    static DeletionSettings of(Deletion deletion) {
      return new DeletionSettings(
          deletion.time(),
          deletion.transcriptDeletedAt(),
          deletion.audioDeletedAt(),
          deletion.transcriptDeletedAt(),
          deletion.transcript(),
          deletion.audio());
    }
  }

  /**
   * @param overallScore of the whole conversation, like rating and comment
   * @param likes of single turns, which Colloquy does not record, like {@code dislikes}
   */
  record FeedbackCounts(
      Optional<Feedback.Score> overallScore,
      int likes,
      int dislikes,
      Optional<Integer> rating,
      Optional<String> comment) {

    static FeedbackCounts of(Feedback feedback) {
      return new FeedbackCounts(
          feedback.overallScore(), 0, 0, feedback.rating(), feedback.comment());
    }
  }

  /**
   * What the conversation cost. Prices are those of the models' providers; Colloquy itself charges
   * nothing, and has neither tiers nor discounts.
   *
   * @param llmPrice US dollars for all that models were asked for
   */
  record Charging(
      boolean devDiscount,
      boolean isBurst,
      Optional<String> tier,
      LlmCategoryUsage llmUsage,
      Optional<BigDecimal> llmPrice,
      Optional<Integer> llmCharge,
      Optional<Integer> callCharge) {

    static Charging of(ConversationRecord known) {
      var usage = LlmCategoryUsage.of(known);
      return new Charging(
          false,
          false,
          Optional.empty(),
          usage,
          Optional.of(usage.initiatedGeneration()).filter(LlmUsage::hasAny).map(LlmUsage::price),
          Optional.empty(),
          Optional.empty());
    }
  }

  /**
   * @param irreversibleGeneration what the turns of the transcript took
   * @param initiatedGeneration the same, and what was asked for and then not said; until the
   *     conversation has ended that is not known
   */
  record LlmCategoryUsage(LlmUsage irreversibleGeneration, LlmUsage initiatedGeneration) {
    static LlmCategoryUsage of(ConversationRecord known) {
      var told =
          known.turns().values().stream()
              .flatMap(turn -> turn.llmUsage().stream())
              .reduce(LlmUsage.NONE, LlmUsage::plus);
      return new LlmCategoryUsage(told, known.ended().flatMap(Ended::llmUsage).orElse(told));
    }
  }

  record ElevenAssistant(boolean isElevenAssistant) {}

  /**
   * @param usageCount for how many turns the knowledge base was asked
   */
  record RagUsage(int usageCount, String embeddingModel) {
    static Optional<RagUsage> of(ConversationRecord known) {
      var retrievals =
          known.transcript().stream().flatMap(turn -> turn.ragRetrievalInfo().stream()).toList();
      return retrievals.isEmpty()
          ? Optional.empty()
          : Optional.of(new RagUsage(retrievals.size(), retrievals.getLast().embeddingModel()));
    }
  }
}
