package io.colloquy.analysis.store;

import io.colloquy.analysis.history.Retention;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What agents were last seen to want of conversations that there are, and the doing of it. */
@ApplicationScoped
public class AgentRetentions {

  /** As many conversations are changed in one transaction. */
  private static final int BATCH = 1_000;

  private static final String NOTE =
      """
      insert into {h-schema}agent_retention as a (agent_id, settings, updated_at)
      values (?, ?, ?)
      on conflict (agent_id) do update
      set settings = excluded.settings, updated_at = excluded.updated_at
      where a.updated_at <= excluded.updated_at
      """;

  private static final String NEW_TIME =
      """
      case when cast(? as bigint) < 0 then null
        else cast(ended ->> 'ended_at_unix_secs' as bigint) + cast(? as bigint) end
      """;

  private static final String APPLY =
      """
      update {h-schema}conversation
      set deletion_time = %1$s, delete_transcript = ?, delete_audio = ?
      where conversation_id in (
        select conversation_id from {h-schema}conversation
        where agent_id = ? and workspace = ? and concluded_at is not null
          and (deletion_time is distinct from %1$s
            or delete_transcript <> ? or delete_audio <> ?)
        order by conversation_id limit ?
        for update)
      returning conversation_id
      """
          .formatted(NEW_TIME);

  private final Transactions transactions;

  public AgentRetentions(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * What an agent wants.
   *
   * @param retroactive whether it holds for conversations that there are
   * @param updatedAt when the agent was saved like this; unix seconds
   */
  public record Wish(
      String workspace, String agentId, Retention retention, boolean retroactive, long updatedAt) {

    /** The same for the same wish, whenever it was made. */
    public String settings() {
      return "%d %s %s %s"
          .formatted(retention.days(), retention.transcript(), retention.audio(), retroactive);
    }
  }

  /** What was seen by any instance, by agent. */
  public Uni<Map<String, String>> seen() {
    return transactions
        .attempt(
            () ->
                new Statement("select agent_id, settings from {h-schema}agent_retention", List.of())
                    .run())
        .map(
            rows ->
                rows.stream()
                    .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1])));
  }

  /**
   * Takes a wish that was not seen before. What is cut off is begun again by whoever sees it next:
   * it is noted when it is done.
   */
  public Uni<Void> take(Wish wish) {
    return (wish.retroactive() ? apply(wish) : Uni.createFrom().voidItem())
        .flatMap(
            _ ->
                transactions.attempt(
                    () ->
                        new Statement(
                                NOTE, List.of(wish.agentId(), wish.settings(), wish.updatedAt()))
                            .execute()));
  }

  private Uni<Void> apply(Wish wish) {
    long seconds = wish.retention().seconds();
    boolean words = wish.retention().transcript();
    boolean sound = wish.retention().audio();
    List<Object> values =
        List.of(
            seconds,
            seconds,
            words,
            sound,
            wish.agentId(),
            wish.workspace(),
            seconds,
            seconds,
            words,
            sound,
            BATCH);
    return transactions
        .attempt(() -> new Statement(APPLY, values).texts())
        .flatMap(changed -> changed.size() < BATCH ? Uni.createFrom().voidItem() : apply(wish));
  }
}
