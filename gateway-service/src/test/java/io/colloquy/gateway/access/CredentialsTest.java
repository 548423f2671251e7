package io.colloquy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {

  @Test
  void findsTheKeyInEitherHeader() {
    assertThat(Credentials.ofRequest(Map.of("xi-api-key", " k1 ")::get)).contains("k1");
    assertThat(Credentials.ofRequest(Map.of("Authorization", "Bearer k2")::get)).contains("k2");
    assertThat(Credentials.ofRequest(Map.of("Authorization", "bearer k2")::get)).contains("k2");
  }

  @Test
  void findsNoneWhereThereIsNone() {
    assertThat(Credentials.ofRequest(Map.<String, String>of()::get)).isEmpty();
    assertThat(Credentials.ofRequest(Map.of("xi-api-key", "  ")::get)).isEmpty();
    assertThat(Credentials.ofRequest(Map.of("Authorization", "Basic k2")::get)).isEmpty();
    assertThat(Credentials.ofHandshake(Map.of("Sec-WebSocket-Protocol", "convai")::get)).isEmpty();
  }

  @Test
  void findsTheKeyThatABrowserOffersAsSubProtocol() {
    assertThat(Credentials.ofHandshake(Map.of("Sec-WebSocket-Protocol", "convai, bearer.k3")::get))
        .contains("k3");
  }
}
