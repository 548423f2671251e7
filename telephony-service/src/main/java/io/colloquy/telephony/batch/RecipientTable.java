package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * The recipients of a batch as CSV (RFC 4180): what is known of each, then a column for every
 * dynamic variable that any of them has. They are read twice, and only some are in memory at a
 * time.
 */
final class RecipientTable {

  private static final List<String> COLUMNS =
      List.of(
          "id", "phone_number", "status", "conversation_id", "created_at_unix", "updated_at_unix");

  private final SequencedSet<String> variables = new LinkedHashSet<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Notes which columns are needed; to be done for all recipients before one is written. */
  void note(List<Recipient> recipients) {
    recipients.forEach(
        recipient -> recipient.dynamicVariables().fieldNames().forEachRemaining(variables::add));
  }

  void writeHead() {
    List<String> head = new ArrayList<>(COLUMNS);
    // A variable may have the name of a column.
    variables.forEach(name -> head.add(COLUMNS.contains(name) ? "variable " + name : name));
    write(head);
  }

  void write(Recipient recipient) {
    List<String> cells = new ArrayList<>();
    cells.add(recipient.id());
    cells.add(recipient.phoneNumber());
    cells.add(recipient.status().wireName());
    cells.add(recipient.conversationId().orElse(""));
    cells.add(Long.toString(recipient.createdAtUnix()));
    cells.add(Long.toString(recipient.updatedAtUnix()));
    variables.forEach(name -> cells.add(text(recipient.dynamicVariables().path(name))));
    write(cells);
  }

  /** UTF-8. */
  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "" : value.asText();
  }

  private void write(List<String> cells) {
    var line =
        cells.stream().map(RecipientTable::quoted).collect(Collectors.joining(",", "", "\r\n"));
    bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
