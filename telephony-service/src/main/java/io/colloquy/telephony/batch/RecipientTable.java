package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * The recipients of a batch as CSV (RFC 4180): what is known of each, then a column for every
 * dynamic variable that any of them has.
 */
final class RecipientTable {

  private static final List<String> COLUMNS =
      List.of(
          "id", "phone_number", "status", "conversation_id", "created_at_unix", "updated_at_unix");

  static String of(List<Recipient> recipients) {
    SequencedSet<String> variables = new LinkedHashSet<>();
    recipients.forEach(
        recipient -> recipient.dynamicVariables().fieldNames().forEachRemaining(variables::add));
    List<String> head = new ArrayList<>(COLUMNS);
    // A variable may have the name of a column.
    variables.forEach(name -> head.add(COLUMNS.contains(name) ? "variable " + name : name));
    var table = new StringBuilder(line(head));
    for (var recipient : recipients) {
      table.append(line(cells(recipient, variables)));
    }
    return table.toString();
  }

  private static List<String> cells(Recipient recipient, SequencedSet<String> variables) {
    List<String> cells = new ArrayList<>();
    cells.add(recipient.id());
    cells.add(recipient.phoneNumber());
    cells.add(recipient.status().wireName());
    cells.add(recipient.conversationId().orElse(""));
    cells.add(Long.toString(recipient.createdAtUnix()));
    cells.add(Long.toString(recipient.updatedAtUnix()));
    variables.forEach(name -> cells.add(text(recipient.dynamicVariables().path(name))));
    return cells;
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(RecipientTable::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private RecipientTable() {}
}
