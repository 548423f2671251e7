package io.colloquy.conversation.secrets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.usage.Dependent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What uses one secret. */
final class UsedBy {

  private final Map<String, List<Dependent>> users = new HashMap<>();

  void add(String kind, Dependent user) {
    users.computeIfAbsent(kind, _ -> new ArrayList<>()).add(user);
  }

  /** For a person who reads a refusal; empty if nothing uses it. */
  String named() {
    return Stream.of("agent", "tool", "mcp_server", "settings")
        .filter(users::containsKey)
        .map(kind -> kind.replace('_', ' ') + " " + Dependent.named(users.get(kind)))
        .reduce((a, b) -> a + ", " + b)
        .orElse("");
  }

  /**
   * As the interface shows it.
   *
   * @param most of each kind
   */
  ObjectNode view(int most) {
    var view = JsonNodeFactory.instance.objectNode();
    put(view, "tools", "tool", most);
    put(view, "agents", "agent", most);
    put(view, "mcp_servers", "mcp_server", most);
    view.remove("mcp_servers_has_more");
    // Numbers live in another service, which seals what they need by itself.
    view.putArray("phone_numbers");
    view.put("phone_numbers_has_more", false);
    var others = view.putArray("others");
    if (users.containsKey("settings")) {
      others.add("conversation_initiation_webhook");
    }
    return view;
  }

  private void put(ObjectNode view, String member, String kind, int most) {
    var all = users.getOrDefault(kind, List.of());
    var list = view.putArray(member);
    all.stream().limit(most).map(Dependent::view).forEach(list::add);
    view.put(member + "_has_more", all.size() > most);
  }
}
