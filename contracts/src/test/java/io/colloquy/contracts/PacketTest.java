package io.colloquy.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacketTest {

  @Test
  void headersAreFixedOnceThePacketIsMade() {
    var headers = new HashMap<>(Map.of("kind", "audio"));
    var packet = new Packet(headers, new byte[0]);
    headers.put("kind", "control");

    assertThat(packet.header("kind")).contains("audio");
    assertThat(packet.header("seq")).isEmpty();
  }

  @Test
  void aHeaderThatIsMissingOrNoNumberMakesThePacketMalformed() {
    var packet = new Packet(Map.of("seq", "seven", "edge", "4294967296"), new byte[0]);

    assertThatThrownBy(() -> packet.require("kind")).isInstanceOf(Packet.MalformedPacket.class);
    assertThatThrownBy(() -> packet.requireNumber("seq"))
        .isInstanceOf(Packet.MalformedPacket.class);
    assertThatThrownBy(() -> packet.requireInt("edge")).isInstanceOf(Packet.MalformedPacket.class);
    assertThat(packet.requireNumber("edge")).isEqualTo(4_294_967_296L);
  }
}
