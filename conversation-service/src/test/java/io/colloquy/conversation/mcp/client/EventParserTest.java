package io.colloquy.conversation.mcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.conversation.mcp.client.EventParser.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

  private static final List<Event> EVENTS =
      List.of(new Event("endpoint", "/x"), new Event("message", "ä\nb"), new Event("message", ""));

  private static final String STREAM =
      ": hello\nevent: endpoint\ndata: /x\nid: 1\n\ndata:ä\ndata: b\n\nretry: 5\n\ndata\n\ndata: cut";

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void anyEndOfLineWillDo(String end) {
    assertThat(new EventParser().feed(bytes(STREAM.replace("\n", end)))).isEqualTo(EVENTS);
  }

  @Test
  void anEventMayComeByteForByte() {
    var parser = new EventParser();
    List<Event> events = new ArrayList<>();
    for (byte one : bytes(STREAM.replace("\n", "\r\n"))) {
      events.addAll(parser.feed(new byte[] {one}));
    }
    assertThat(events).isEqualTo(EVENTS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
