package io.colloquy.analysis.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A transcript as a model reads it: a line for each thing that was said or done. */
final class TranscriptText {

  /** What one line may have, so that a single long turn leaves room for the others. */
  private static final int SHARE_OF_ONE_LINE = 4;

  /**
   * The transcript within a number of characters. Of a longer one the beginning and the end are
   * kept, and a line in between says how much is left out.
   */
  static String of(List<ObjectNode> turns, int budget) {
    List<String> lines = new ArrayList<>();
    for (var turn : turns) {
      add(turn, lines);
    }
    lines.replaceAll(line -> shortened(line, Math.max(1, budget / SHARE_OF_ONE_LINE)));
    return within(lines, budget);
  }

  private static void add(ObjectNode turn, List<String> lines) {
    var said = turn.path("message").asText("").strip();
    if (turn.path("message").isTextual() && !said.isEmpty()) {
      lines.add(turn.path("role").asText() + ": " + said);
    }
    for (var file : turn.path("file_inputs")) {
      lines.add("[the user sends the file %s]".formatted(file.path("original_filename").asText()));
    }
    for (var call : turn.path("tool_calls")) {
      lines.add(
          "[the agent calls the tool %s with %s]"
              .formatted(call.path("tool_name").asText(), call.path("params_as_json").asText()));
    }
    for (var result : turn.path("tool_results")) {
      lines.add(
          "[the tool %s %s: %s]"
              .formatted(result.path("tool_name").asText(), verb(result), value(result)));
    }
  }

  private static String verb(JsonNode result) {
    return result.path("is_error").asBoolean() ? "fails" : "answers";
  }

  private static String value(JsonNode result) {
    return result.path("result_value").asText();
  }

  private static String shortened(String line, int longest) {
    if (line.length() <= longest) {
      return line;
    }
    int half = longest / 2;
    return line.substring(0, half) + " […] " + line.substring(line.length() - half);
  }

  private static String within(List<String> lines, int budget) {
    int length = lines.stream().mapToInt(line -> line.length() + 1).sum();
    if (length <= budget) {
      return String.join("\n", lines);
    }
    int head = 0;
    int tail = lines.size();
    int room = budget;
    while (head < tail) {
      boolean fromTheEnd = (head + lines.size() - tail) % 2 == 1;
      var next = fromTheEnd ? lines.get(tail - 1) : lines.get(head);
      if (next.length() + 1 > room) {
        break;
      }
      room -= next.length() + 1;
      if (fromTheEnd) {
        tail--;
      } else {
        head++;
      }
    }
    List<String> kept = new ArrayList<>(lines.subList(0, head));
    kept.add("[… %d lines of the transcript are left out here …]".formatted(tail - head));
    kept.addAll(lines.subList(tail, lines.size()));
    return String.join("\n", kept);
  }

  private TranscriptText() {}
}
