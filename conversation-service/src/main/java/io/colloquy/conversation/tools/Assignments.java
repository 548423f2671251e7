package io.colloquy.conversation.tools;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.prompt.Variables;
import java.util.ArrayList;
import java.util.List;

/**
 * The dynamic variables that a tool's answer sets ({@code assignments} of page 091). A path such as
 * {@code contact.phones.0.number} or {@code contact.phones[0].number} leads to a value in the
 * answer's JSON; where it leads nowhere, nothing is set.
 */
public final class Assignments {

  private static final String MASK = "***";

  /** A variable and its new value. */
  public record Assigned(String variable, String value) {

    /** What a transcript shows of a value of it. */
    public String shown(String value) {
      return variable.startsWith(Variables.SECRET) ? MASK : value;
    }
  }

  public static List<Assigned> of(ObjectNode config, String answer) {
    if (config.path("assignments").isEmpty()) {
      return List.of();
    }
    var json = json(answer);
    List<Assigned> assigned = new ArrayList<>();
    for (var assignment : config.path("assignments")) {
      var value = json.at(pointer(assignment.path("value_path").asText("")));
      if (assignment.path("source").asText("response").equals("response")
          && !value.isMissingNode()
          && !value.isNull()) {
        assigned.add(
            new Assigned(
                assignment.path("dynamic_variable").asText(),
                value.isValueNode() ? value.asText() : value.toString()));
      }
    }
    return assigned;
  }

  private static JsonNode json(String answer) {
    try {
      return Json.MAPPER.readTree(answer);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.missingNode();
    }
  }

  private static JsonPointer pointer(String path) {
    var steps = path.replaceAll("\\[(\\d+)]", ".$1").replaceFirst("^\\$?\\.", "");
    var pointer = JsonPointer.empty();
    for (var step : steps.split("\\.", -1)) {
      pointer = steps.isEmpty() ? pointer : pointer.appendProperty(step);
    }
    return pointer;
  }

  private Assignments() {}
}
