package io.colloquy.conversation.usage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** An object that needs another. */
public record Dependent(String id, String name, Instant createdAt) {

  private static final int MOST_NAMED = 5;

  /** As lists of dependents show it. */
  public ObjectNode view() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "available")
        .put("id", id)
        .put("name", name)
        .put("created_at_unix_secs", createdAt.getEpochSecond())
        .put("access_level", Access.ROLE);
  }

  /** Names some of them for a person who reads a refusal. */
  public static String named(List<Dependent> dependents) {
    var named =
        dependents.stream()
            .limit(MOST_NAMED)
            .map(dependent -> "'%s'".formatted(dependent.id()))
            .collect(Collectors.joining(", "));
    return dependents.size() > MOST_NAMED ? named + " and others" : named;
  }
}
