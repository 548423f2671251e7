package io.colloquy.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  record Letter(String firstLine, Optional<String> postScript) {}

  @Test
  void membersAreWrittenInSnakeCaseAndAnAbsentOneAsNull() {
    assertThat(Json.text(new Letter("Dear", Optional.empty())))
        .isEqualTo("{\"first_line\":\"Dear\",\"post_script\":null}");
  }

  @Test
  void aMemberThatAnOlderReaderDoesNotKnowIsNoError() {
    assertThat(Json.read("{\"first_line\":\"Dear\",\"since_v2\":1}", Letter.class))
        .isEqualTo(new Letter("Dear", Optional.empty()));
  }

  @Test
  void whatIsNoJsonOfTheTypeIsMalformed() {
    assertThatThrownBy(() -> Json.read("{\"first_line\":", Letter.class))
        .isInstanceOf(Packet.MalformedPacket.class);
    assertThatThrownBy(() -> Json.read("[]".getBytes(StandardCharsets.UTF_8), Letter.class))
        .isInstanceOf(Packet.MalformedPacket.class);
  }

  @Test
  void theDocumentNullIsNoMessage() {
    assertThatThrownBy(() -> Json.read("null", Letter.class))
        .isInstanceOf(Packet.MalformedPacket.class);
    assertThatThrownBy(() -> Json.read("null".getBytes(StandardCharsets.UTF_8), Letter.class))
        .isInstanceOf(Packet.MalformedPacket.class);
  }
}
