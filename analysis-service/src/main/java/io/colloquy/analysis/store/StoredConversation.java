package io.colloquy.analysis.store;

import io.colloquy.analysis.history.Deletion;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.analysis.history.Outline;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.Analysis.Success;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Started;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A row of {@code conversation}. */
@Entity
@Table(name = "conversation")
public class StoredConversation extends PanacheEntityBase {

  static final String NOT_EVALUATED = Success.UNKNOWN.wireName();

  /** In characters. Clients choose these ids; an index takes no more than some 2,700 bytes. */
  private static final int LONGEST_USER_ID = 255;

  @Id public String conversationId;

  public String workspace = Workspace.DEFAULT;
  public String agentId;
  public String agentName;
  public String userId;

  @JdbcTypeCode(SqlTypes.JSON)
  public String started;

  @JdbcTypeCode(SqlTypes.JSON)
  public String ended;

  public Long startedAt;
  public int durationSecs;
  public int messageCount;
  public String status;
  public String callSuccessful = NOT_EVALUATED;
  public String overallScore;
  public Integer rating;
  public String comment;
  public Instant concludedAt;
  public String analysis;
  public int analysisRuns;
  public String transcriptSummary;
  public String callSummaryTitle;

  // Written by SQL alone, so that whoever saves a conversation does not undo what was decided
  // meanwhile for all of its agent.
  @Column(insertable = false, updatable = false)
  public Long deletionTime;

  @Column(insertable = false, updatable = false)
  public boolean deleteTranscript;

  @Column(insertable = false, updatable = false)
  public boolean deleteAudio;

  @Column(insertable = false, updatable = false)
  public Long transcriptDeletedAt;

  @Column(insertable = false, updatable = false)
  public Long audioDeletedAt;

  static StoredConversation blank(String conversationId, String agentId) {
    var row = new StoredConversation();
    row.conversationId = conversationId;
    row.agentId = agentId;
    return row;
  }

  /** True if the event told something new. */
  boolean add(ConversationEvent event) {
    return switch (event) {
      case Started first when started == null -> {
        started = Json.text(first);
        yield true;
      }
      case Ended first when ended == null -> {
        ended = Json.text(first);
        yield true;
      }
      case Started again -> false;
      case Ended again -> false;
    };
  }

  Optional<Started> startedEvent() {
    return Optional.ofNullable(started)
        .map(json -> (Started) Json.read(json, ConversationEvent.class));
  }

  Optional<Ended> endedEvent() {
    return Optional.ofNullable(ended).map(json -> (Ended) Json.read(json, ConversationEvent.class));
  }

  /** True once there is something to show, to those whose conversation it is. */
  boolean isShownTo(Workspace reader) {
    return startedAt != null && workspace.equals(reader.id());
  }

  Optional<Kept.Conclusion> conclusion() {
    return Optional.ofNullable(concludedAt)
        .map(
            at ->
                new Kept.Conclusion(
                    at,
                    analysisRuns,
                    Optional.ofNullable(analysis)
                        .map(json -> Json.read(json, Analysis.class))
                        .or(this::verdict)));
  }

  boolean mayBeConcludedAgain() {
    return concludedAt != null && !isShell();
  }

  /** All that is left of an analysis when its texts are deleted. */
  private Optional<Analysis> verdict() {
    return isShell()
        ? Optional.of(
            new Analysis(
                Map.of(),
                Map.of(),
                Success.valueOf(callSuccessful.toUpperCase(Locale.ROOT)),
                "",
                Optional.empty()))
        : Optional.empty();
  }

  boolean isShell() {
    return transcriptDeletedAt != null;
  }

  Deletion deletion() {
    return new Deletion(
        Optional.ofNullable(deletionTime),
        deleteTranscript,
        deleteAudio,
        Optional.ofNullable(transcriptDeletedAt),
        Optional.ofNullable(audioDeletedAt));
  }

  void conclude(Analysis found, Instant now) {
    concludedAt = now;
    analysis = Json.text(found);
    analysisRuns++;
    callSuccessful = found.callSuccessful().wireName();
    transcriptSummary = storable(found.transcriptSummary());
    callSummaryTitle = found.callSummaryTitle().map(StoredConversation::storable).orElse(null);
  }

  /** PostgreSQL stores no NUL. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  Feedback feedback() {
    return new Feedback(
        Optional.ofNullable(overallScore).map(Feedback.Score::of),
        Optional.ofNullable(rating),
        Optional.ofNullable(comment));
  }

  void take(Feedback feedback) {
    overallScore = feedback.overallScore().map(Feedback.Score::wireName).orElse(null);
    rating = feedback.rating().orElse(null);
    comment = feedback.comment().orElse(null);
  }

  /** As much of a user's id as can be looked for. */
  static String searchable(String userId) {
    return userId.substring(0, Math.min(userId.length(), LONGEST_USER_ID));
  }

  void show(Outline outline) {
    agentName = outline.agentName().orElse(null);
    userId = outline.userId().map(StoredConversation::searchable).orElse(null);
    startedAt = outline.startedAtUnixSecs().orElse(null);
    durationSecs = outline.durationSecs();
    messageCount = outline.messageCount();
    status = outline.status().name();
  }
}
