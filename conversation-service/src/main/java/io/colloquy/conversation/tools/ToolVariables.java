package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.conversation.prompt.Template;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The dynamic variables that tools go by, and those that they set. */
public final class ToolVariables {

  /** Those without which the tools cannot be used; what a tool brings or sets is not among them. */
  public static Set<String> needed(Collection<Offer> offers) {
    Set<String> needed = new TreeSet<>();
    for (var offer : offers) {
      Set<String> own = new TreeSet<>();
      collect(offer.config(), own);
      offer
          .config()
          .at("/dynamic_variables/dynamic_variable_placeholders")
          .fieldNames()
          .forEachRemaining(own::remove);
      needed.addAll(own);
    }
    for (var offer : offers) {
      for (var assignment : offer.config().path("assignments")) {
        needed.remove(assignment.path("dynamic_variable").asText());
      }
    }
    return needed;
  }

  private static void collect(JsonNode node, Set<String> names) {
    if (node.isTextual()) {
      names.addAll(Template.names(node.textValue()));
      return;
    }
    for (var member : node.properties()) {
      var value = member.getValue();
      switch (member.getKey()) {
        case "assignments", "description", "dynamic_variables" -> {}
        case "dynamic_variable", "variable_name" -> {
          if (value.isTextual() && !value.textValue().isEmpty()) {
            names.add(value.textValue());
          }
        }
        default -> collect(value, names);
      }
    }
    if (node.isArray()) {
      node.forEach(element -> collect(element, names));
    }
  }

  private ToolVariables() {}
}
