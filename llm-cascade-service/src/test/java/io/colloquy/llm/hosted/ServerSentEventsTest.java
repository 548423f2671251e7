package io.colloquy.llm.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSentEventsTest {

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesMayEndInAnyWay(String end) throws IOException {
    var stream = "event: ping\ndata: 1\n\ndata:2\n\n".replace("\n", end);

    assertThat(events(stream))
        .containsExactly(new ServerSentEvent("ping", "1"), new ServerSentEvent("", "2"));
  }

  @Test
  void dataMayHaveSeveralLines() throws IOException {
    assertThat(events("data: {\ndata:  1}\n\n")).containsExactly(new ServerSentEvent("", "{\n 1}"));
  }

  @Test
  void commentsIdsAndEventsWithoutDataAreNoEvents() throws IOException {
    assertThat(events(": hello\n\nid: 7\nretry: 3\nevent: lost\n\ndata: 1\n\n"))
        .containsExactly(new ServerSentEvent("", "1"));
  }

  @Test
  void anEventWithoutItsEmptyLineIsTaken() throws IOException {
    assertThat(events("data: 1\n\ndata: 2"))
        .containsExactly(new ServerSentEvent("", "1"), new ServerSentEvent("", "2"));
  }

  private static List<ServerSentEvent> events(String stream) throws IOException {
    var reader =
        new ServerSentEvents(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
    List<ServerSentEvent> events = new ArrayList<>();
    for (var event = reader.next(); event.isPresent(); event = reader.next()) {
      events.add(event.get());
    }
    return events;
  }
}
