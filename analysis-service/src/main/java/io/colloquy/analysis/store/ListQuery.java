package io.colloquy.analysis.store;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which conversations to list. A filter that is empty lets everything pass.
 *
 * @param callSuccessful success, failure or unknown
 * @param startedBefore unix seconds, inclusive
 * @param startedAfter unix seconds, inclusive
 * @param pageSize 1 or more
 * @param from the list goes on after this place
 */
public record ListQuery(
    Optional<String> agentId,
    Optional<String> userId,
    Optional<String> callSuccessful,
    Optional<Long> startedBefore,
    Optional<Long> startedAfter,
    int pageSize,
    Optional<Position> from) {

  /** One row more than the page holds, if there are as many: then there is a next page. */
  Uni<List<StoredConversation>> run() {
    var conditions = new ArrayList<>(List.of("startedAt is not null"));
    var values = new HashMap<String, Object>();
    filter(conditions, values, "agentId = :agentId", "agentId", agentId);
    filter(
        conditions,
        values,
        "userId = :userId",
        "userId",
        userId.map(StoredConversation::searchable));
    filter(conditions, values, "callSuccessful = :success", "success", callSuccessful);
    filter(conditions, values, "startedAt <= :before", "before", startedBefore);
    filter(conditions, values, "startedAt >= :after", "after", startedAfter);
    from.ifPresent(
        position -> {
          conditions.add("(startedAt, conversationId) < (:fromTime, :fromId)");
          values.put("fromTime", position.startedAtUnixSecs());
          values.put("fromId", position.conversationId());
        });
    var query = String.join(" and ", conditions) + " order by startedAt desc, conversationId desc";
    return StoredConversation.<StoredConversation>find(query, values).range(0, pageSize).list();
  }

  private static void filter(
      List<String> conditions,
      Map<String, Object> values,
      String condition,
      String name,
      Optional<?> value) {
    value.ifPresent(
        wanted -> {
          conditions.add(condition);
          values.put(name, wanted);
        });
  }
}
