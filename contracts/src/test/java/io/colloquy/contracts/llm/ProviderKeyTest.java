package io.colloquy.contracts.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.Packet;
import io.colloquy.contracts.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderKeyTest {

  private static final String API_KEY = "sk-never-to-be-seen";

  private final SecretBox box =
      SecretBox.of(Base64.getEncoder().encodeToString(new byte[32]), List.of());
  private final ProviderKey key = sealed("openai", Optional.of("https://proxy.example/v1"));

  @Test
  void aKeyComesBackAsItWasPublished() {
    var usual = sealed("gemini", Optional.empty());

    assertThat(ProviderKey.CODEC.decode(ProviderKey.CODEC.encode(key))).isEqualTo(key);
    assertThat(ProviderKey.CODEC.decode(ProviderKey.CODEC.encode(usual))).isEqualTo(usual);
    assertThat(text(ProviderKey.CODEC.encode(usual))).doesNotContain("base_url");
  }

  @Test
  void nobodyReadsItOnItsWay() {
    assertThat(text(ProviderKey.CODEC.encode(key))).contains("sealed:1:").doesNotContain("never");
    assertThat(key.toString()).isEqualTo("ProviderKey[ws_1/openai]");
    assertThat(box.open(key.sealedKey(), key.place())).isEqualTo(API_KEY);
  }

  @Test
  void withAnotherOwnerProviderOrAddressItOpensNothing() {
    var address = key.baseUrl();
    for (var moved :
        List.of(
            new ProviderKey("ws_2", "openai", key.sealedKey(), address),
            new ProviderKey("ws_1", "gemini", key.sealedKey(), address),
            new ProviderKey(
                "ws_1", "openai", key.sealedKey(), Optional.of("https://thief.example")),
            new ProviderKey("ws_1", "openai", key.sealedKey(), Optional.empty()))) {
      assertThatThrownBy(() -> box.open(moved.sealedKey(), moved.place()))
          .isInstanceOf(SecretBox.NotOpened.class);
    }
  }

  @Test
  void aRecordWithoutAKeyIsMalformed() {
    var body = "{\"workspace_id\": \"ws_1\", \"provider\": \"openai\"}";
    var packet = new Packet(Map.of(), body.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ProviderKey.CODEC.decode(packet))
        .isInstanceOf(Packet.MalformedPacket.class);
  }

  private ProviderKey sealed(String provider, Optional<String> baseUrl) {
    var place = ProviderKey.place("ws_1", provider, baseUrl);
    return new ProviderKey("ws_1", provider, box.seal(API_KEY, place), baseUrl);
  }

  private static String text(Packet packet) {
    return new String(packet.body(), StandardCharsets.UTF_8);
  }
}
