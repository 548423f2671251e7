package io.colloquy.llm.hosted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.anthropic.com,       https://api.anthropic.com",
    "https://api.anthropic.com/v1/,   https://api.anthropic.com",
    "http://localhost:4000/anthropic, http://localhost:4000/anthropic"
  })
  void anAddressIsTakenWithOrWithoutItsVersion(String given, String used) {
    assertThat(Endpoint.at(given, "/v1", "key", "m").baseUrl()).isEqualTo(used);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:11434", "ftp://localhost", "not an address", "http://"})
  void whatIsNoAddressIsRefused(String given) {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.at(given, "/v1", "key", "m"));
  }

  @Test
  void theKeyIsNeverShown() {
    assertThat(Endpoint.at("http://localhost", "/v1", "sk-secret", "m"))
        .hasToString("Endpoint[http://localhost, m]");
  }
}
