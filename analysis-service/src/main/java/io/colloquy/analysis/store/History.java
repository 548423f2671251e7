package io.colloquy.analysis.store;

import io.colloquy.analysis.history.ConversationRecord;
import io.colloquy.analysis.history.Feedback;
import io.colloquy.analysis.history.Outline;
import io.colloquy.analysis.history.Retention;
import io.colloquy.analysis.history.Turns;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.ConversationEvent.Ended;
import io.colloquy.contracts.event.ConversationEvent.Failure;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The conversations that this service remembers, in PostgreSQL.
 *
 * <p>Each write is one transaction that first locks its conversation, so that the two topics, other
 * instances and a deletion never see each other's work half done.
 */
@ApplicationScoped
public class History {

  /** Turns come on a topic of their own, which may be behind for as long as this. */
  private static final Duration PATIENCE_WITH_TURNS = Duration.ofMinutes(15);

  private static final String LOST =
      """
      select conversation_id, agent_id, started_at, duration_secs, message_count
      from {h-schema}conversation
      where status in ('INITIATED', 'IN_PROGRESS') and started_at + duration_secs < ?
      order by started_at limit 1000
      """;

  private final Transactions transactions;
  private final AfterCallQueue afterCalls;
  private final Deletions deletions;
  private final Clock clock;

  public History(
      Transactions transactions, AfterCallQueue afterCalls, Deletions deletions, Clock clock) {
    this.transactions = transactions;
    this.afterCalls = afterCalls;
    this.deletions = deletions;
    this.clock = clock;
  }

  /**
   * Adds what a start or an end tells.
   *
   * @param named the workspace, if the event names it; it is the default one until an event does
   */
  public Uni<Outcome> keep(Optional<Workspace> named, ConversationEvent event) {
    return change(
        named,
        event.conversationId(),
        event.agentId(),
        conversation -> Uni.createFrom().item(conversation.add(event)));
  }

  /** Adds a turn, likewise. */
  public Uni<Outcome> keep(Optional<Workspace> named, TranscriptTurn turn) {
    return change(named, turn.conversationId(), turn.agentId(), conversation -> addTurn(turn));
  }

  /**
   * All that is known of a conversation; empty if its start is not known, it was deleted, or it
   * belongs to another workspace.
   */
  public Uni<Optional<Kept>> read(Workspace workspace, String conversationId) {
    return transactions.attempt(
        () ->
            StoredConversation.<StoredConversation>findById(conversationId)
                .flatMap(
                    row ->
                        row != null && row.isShownTo(workspace)
                            ? kept(row).map(Optional::of)
                            : Uni.createFrom().item(Optional.empty())));
  }

  /**
   * Notes what the caller thought of a conversation; of each part the last word counts.
   *
   * @return false if there is no such conversation
   */
  public Uni<Boolean> rate(Workspace workspace, String conversationId, Feedback feedback) {
    return transactions.attempt(
        () ->
            lock(conversationId)
                .flatMap(locked -> StoredConversation.<StoredConversation>findById(conversationId))
                .map(
                    row -> {
                      boolean shown = row != null && row.isShownTo(workspace);
                      if (shown) {
                        row.take(row.feedback().then(feedback));
                      }
                      return shown;
                    }));
  }

  /**
   * Keeps what came of a conversation after its end, unless the job is somebody else's by now or
   * the conversation was deleted. The next step of the job is to announce it.
   *
   * @param retention fixes when it will be deleted
   * @param alongside what is to happen in the same transaction
   * @return false if nothing was kept
   */
  public Uni<Boolean> conclude(
      AfterCall job, Analysis found, Retention retention, Function<Kept, Uni<Void>> alongside) {
    return transactions.attempt(
        () ->
            lock(job.conversationId())
                .flatMap(_ -> afterCalls.isStill(job))
                .flatMap(
                    still ->
                        still
                            ? deletions
                                .fix(job.conversationId(), retention)
                                .flatMap(_ -> concludeNow(job.conversationId(), found))
                                .flatMap(kept -> alongside.apply(kept))
                                .flatMap(_ -> afterCalls.goOn(job, AfterCall.Step.ANNOUNCE))
                                .replaceWith(true)
                            : Uni.createFrom().item(false)));
  }

  /** Does something of a job in one transaction, unless the job is somebody else's by now. */
  public Uni<Void> alongside(AfterCall job, Supplier<Uni<Void>> work) {
    return transactions.attempt(
        () ->
            lock(job.conversationId())
                .flatMap(_ -> afterCalls.isStill(job))
                .flatMap(still -> still ? work.get() : Uni.createFrom().voidItem()));
  }

  /**
   * Replaces what came of a conversation, and has it announced.
   *
   * @return the conversation as it is then; empty if it is gone, or not concluded yet
   */
  public Uni<Optional<Kept>> concludeAgain(
      Workspace workspace, String conversationId, Analysis found) {
    return transactions.attempt(
        () ->
            lock(conversationId)
                .flatMap(_ -> StoredConversation.<StoredConversation>findById(conversationId))
                .flatMap(
                    row ->
                        row != null && row.isShownTo(workspace) && row.mayBeConcludedAgain()
                            ? concludeNow(conversationId, found)
                                .call(_ -> afterCalls.announceAgain(conversationId))
                                .map(Optional::of)
                            : Uni.createFrom().item(Optional.empty())));
  }

  private Uni<Kept> concludeNow(String conversationId, Analysis found) {
    return StoredConversation.<StoredConversation>findById(conversationId)
        .invoke(row -> row.conclude(found, clock.instant()))
        .flatMap(row -> kept(row).invoke(kept -> row.show(kept.outline())));
  }

  /**
   * Ends running conversations of which nothing was heard for this long.
   *
   * @return how many there were
   */
  public Uni<Integer> endLost(Duration silence) {
    long before = clock.instant().minus(silence).getEpochSecond();
    return transactions
        .attempt(() -> new Statement(LOST, List.of(before)).run())
        .toMulti()
        .flatMap(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> keep(Optional.empty(), lost(row)))
        .collect()
        .asList()
        .map(List::size);
  }

  private static Ended lost(Object[] row) {
    long startedAt = (Long) row[2];
    return new Ended(
        (String) row[0],
        (String) row[1],
        startedAt,
        startedAt + (Integer) row[3],
        (Integer) row[4],
        "",
        Optional.of(new Failure(1011, "The conversation was lost.")));
  }

  /** The conversations that match, newest first. */
  public Uni<ListPage> list(ListQuery query) {
    return transactions.attempt(() -> query.run().map(found -> ListPage.of(found, query)));
  }

  /** The turns that hold some words. */
  public Uni<WordSearch.Page> search(WordSearch search) {
    return transactions.attempt(search::run);
  }

  /**
   * Deletes a conversation for good: what is stored goes, and what still arrives is dropped.
   *
   * @return false if there is none in this workspace
   */
  public Uni<Boolean> forget(Workspace workspace, String conversationId) {
    return transactions.attempt(
        () ->
            lock(conversationId)
                .flatMap(locked -> StoredConversation.<StoredConversation>findById(conversationId))
                .flatMap(
                    row ->
                        row == null || !row.workspace.equals(workspace.id())
                            ? Uni.createFrom().item(false)
                            : ForgottenConversation.of(conversationId, clock.instant())
                                .persist()
                                // Not the entity: several at once would fail
                                // (hibernate-reactive 1713).
                                .flatMap(
                                    kept ->
                                        StoredConversation.delete("conversationId", conversationId))
                                .flatMap(gone -> StoredRecording.forget(conversationId))
                                .flatMap(_ -> deletions.requested(row))
                                .replaceWith(true)));
  }

  private Uni<Outcome> change(
      Optional<Workspace> named,
      String conversationId,
      String agentId,
      Function<StoredConversation, Uni<Boolean>> addition) {
    return transactions.attempt(
        () ->
            lock(conversationId)
                .flatMap(locked -> findOrBegin(conversationId, agentId))
                .flatMap(
                    row ->
                        row.filter(known -> !known.isShell()).isPresent()
                            ? add(named, row.get(), addition)
                            : Uni.createFrom().item(Outcome.FORGOTTEN)));
  }

  private Uni<Outcome> add(
      Optional<Workspace> named,
      StoredConversation row,
      Function<StoredConversation, Uni<Boolean>> addition) {
    named.ifPresent(workspace -> row.workspace = workspace.id());
    return addition
        .apply(row)
        .flatMap(
            isNew ->
                isNew
                    ? turns(row).flatMap(turns -> show(row, turns)).replaceWith(Outcome.KEPT)
                    : Uni.createFrom().item(Outcome.KNOWN));
  }

  /** Until the end of the transaction nobody else changes this conversation, or makes it. */
  private static Uni<Void> lock(String conversationId) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))",
                        Integer.class)
                    .setParameter(1, conversationId)
                    .getSingleResult())
        .replaceWithVoid();
  }

  /** Empty for a conversation that was deleted. */
  private static Uni<Optional<StoredConversation>> findOrBegin(
      String conversationId, String agentId) {
    return StoredConversation.<StoredConversation>findById(conversationId)
        .flatMap(
            row ->
                row != null
                    ? Uni.createFrom().item(Optional.of(row))
                    : beginUnlessForgotten(conversationId, agentId));
  }

  private static Uni<Optional<StoredConversation>> beginUnlessForgotten(
      String conversationId, String agentId) {
    return ForgottenConversation.findById(conversationId)
        .flatMap(
            forgotten -> {
              if (forgotten != null) {
                return Uni.createFrom().item(Optional.empty());
              }
              var blank = StoredConversation.blank(conversationId, agentId);
              blank.show(ConversationRecord.blank(conversationId, agentId).outline(false));
              return blank.<StoredConversation>persistAndFlush().map(Optional::of);
            });
  }

  private static Uni<Boolean> addTurn(TranscriptTurn turn) {
    return StoredTurn.findById(StoredTurn.key(turn))
        .flatMap(
            known ->
                known != null
                    ? Uni.createFrom().item(false)
                    : StoredTurn.of(turn).persistAndFlush().replaceWith(true));
  }

  /** Shows what is known now; what has ended is due to be concluded. */
  private Uni<Void> show(StoredConversation row, Turns turns) {
    var ended = row.endedEvent();
    boolean concluded = row.conclusion().isPresent();
    row.show(Outline.of(row.startedEvent(), ended, turns, concluded));
    if (ended.isEmpty() || concluded) {
      return Uni.createFrom().voidItem();
    }
    var pause = turns.areComplete(ended) ? Duration.ZERO : PATIENCE_WITH_TURNS;
    // The row must be there before what refers to it.
    return row.persistAndFlush().flatMap(_ -> afterCalls.begin(row.conversationId, pause));
  }

  private static Uni<Turns> turns(StoredConversation row) {
    return Panache.getSession()
        .flatMap(
            session ->
                session
                    .createQuery(
                        "select count(*),"
                            + " coalesce(sum(case when turnIndex < ?2 then 1 else 0 end), 0),"
                            + " coalesce(max(timeInCallSecs), 0)"
                            + " from StoredTurn where conversationId = ?1",
                        Object[].class)
                    .setParameter(1, row.conversationId)
                    .setParameter(2, row.endedEvent().map(Ended::turnCount).orElse(0))
                    .getSingleResult())
        .map(History::turns);
  }

  private static Turns turns(Object[] sums) {
    return new Turns(
        ((Number) sums[0]).intValue(),
        ((Number) sums[1]).intValue(),
        ((Number) sums[2]).intValue());
  }

  private static Uni<Kept> kept(StoredConversation row) {
    return withTurns(row)
        .flatMap(
            told ->
                StoredRecording.find(row.conversationId)
                    .map(
                        recording ->
                            new Kept(
                                told,
                                row.feedback(),
                                recording,
                                row.conclusion(),
                                row.deletion())));
  }

  private static Uni<ConversationRecord> withTurns(StoredConversation row) {
    return StoredTurn.<StoredTurn>list("conversationId = ?1 order by turnIndex", row.conversationId)
        .map(
            rows -> {
              var turns = new TreeMap<Integer, TranscriptTurn>();
              rows.forEach(stored -> turns.put(stored.turnIndex, stored.turn()));
              return new ConversationRecord(
                  row.conversationId, row.agentId, row.startedEvent(), row.endedEvent(), turns);
            });
  }
}
