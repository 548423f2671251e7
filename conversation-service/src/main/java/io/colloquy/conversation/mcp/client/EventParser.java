package io.colloquy.conversation.mcp.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads server-sent events as their bytes come in. A line may end with CR, LF or both. */
final class EventParser {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> data = new ArrayList<>();
  private String type = "";
  private boolean afterReturn;

  /**
   * One event.
   *
   * @param type {@code message} if the server names none
   */
  record Event(String type, String data) {}

  /** The events that these bytes complete. */
  List<Event> feed(byte[] bytes) {
    List<Event> events = new ArrayList<>();
    for (byte next : bytes) {
      boolean secondHalf = afterReturn && next == '\n';
      afterReturn = next == '\r';
      if (next == '\n' || next == '\r') {
        if (!secondHalf) {
          endOfLine(events);
        }
      } else {
        line.write(next);
      }
    }
    return events;
  }

  private void endOfLine(List<Event> events) {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!text.isEmpty()) {
      field(text);
      return;
    }
    if (!data.isEmpty()) {
      events.add(new Event(type.isEmpty() ? "message" : type, String.join("\n", data)));
    }
    data.clear();
    type = "";
  }

  private void field(String text) {
    int colon = text.indexOf(':');
    var name = colon < 0 ? text : text.substring(0, colon);
    var value = colon < 0 ? "" : text.substring(colon + 1);
    value = value.startsWith(" ") ? value.substring(1) : value;
    if (name.equals("data")) {
      data.add(value);
    } else if (name.equals("event")) {
      type = value;
    }
  }
}
