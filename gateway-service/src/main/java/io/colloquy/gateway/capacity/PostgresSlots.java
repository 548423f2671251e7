package io.colloquy.gateway.capacity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The table {@code gateway.call_slot} and its functions. Holders are those of the edge leases. */
public final class PostgresSlots implements Slots {

  private static final String TAKE = "SELECT gateway.take_slot($1, $2, $3, $4, $5, $6, $7, $8, $9)";
  private static final String MOVE = "SELECT gateway.move_slot_to_chat($1, $2, $3)";
  private static final String FREE = "SELECT gateway.free_slot($1, $2)";
  private static final String HELD =
      "SELECT conversation_id FROM gateway.call_slot WHERE holder = $1";
  private static final String FORGET = "SELECT gateway.forget_slots()";

  private final Pool pool;
  private final Duration patience;

  /**
   * @param patience for one answer
   */
  public PostgresSlots(Pool pool, Duration patience) {
    this.pool = pool;
    this.patience = patience;
  }

  @Override
  public CompletionStage<Verdict> take(Slot slot, Limits limits, LocalDate today) {
    var parameters =
        Tuple.tuple()
            .addString(slot.conversationId())
            .addString(slot.holder())
            .addString(slot.workspace())
            .addString(slot.agentId())
            .addInteger(limits.workspace())
            .addInteger(limits.mostCalls())
            .addInteger(limits.agent())
            .addInteger(limits.daily())
            .addLocalDate(today);
    return run(TAKE, parameters).map(PostgresSlots::verdict).subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Verdict> moveToChat(String conversationId, Limits limits) {
    return run(MOVE, Tuple.of(conversationId, limits.mostChats(), limits.mostChatsOfAgent()))
        .map(PostgresSlots::verdict)
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Void> free(String conversationId, boolean began) {
    return run(FREE, Tuple.of(conversationId, began))
        .replaceWithVoid()
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<List<String>> heldBy(String holder) {
    return run(HELD, Tuple.of(holder))
        .map(rows -> rows.stream().map(row -> row.getString(0)).toList())
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Void> forgetTheGone() {
    return run(FORGET, Tuple.tuple()).replaceWithVoid().subscribeAsCompletionStage();
  }

  private Uni<RowSet<Row>> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql).execute(parameters).ifNoItem().after(patience).fail();
  }

  private static Verdict verdict(RowSet<Row> rows) {
    return Verdict.valueOf(rows.iterator().next().getString(0));
  }
}
