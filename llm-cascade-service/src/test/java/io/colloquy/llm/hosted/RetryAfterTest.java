package io.colloquy.llm.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.colloquy.contracts.Json;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final String NOTHING = "{}";

  @Test
  void secondsAreTakenWholeAndBroken() {
    assertThat(in(Map.of("Retry-After", "7"), NOTHING)).contains(Duration.ofSeconds(7));
    assertThat(in(Map.of("retry-after", "1.5"), NOTHING)).contains(Duration.ofMillis(1_500));
  }

  @Test
  void millisecondsAreMoreExactThanSeconds() {
    assertThat(in(Map.of("retry-after", "1", "retry-after-ms", "250"), NOTHING))
        .contains(Duration.ofMillis(250));
  }

  @Test
  void aDateCountsFromTheServersOwnClock() {
    var headers =
        Map.of(
            "date", "Tue, 24 Nov 2026 00:00:00 GMT",
            "retry-after", "Tue, 24 Nov 2026 00:01:30 GMT");

    assertThat(in(headers, NOTHING)).contains(Duration.ofSeconds(90));
  }

  @Test
  void aDateThatHasPassedMeansNow() {
    var headers =
        Map.of(
            "date", "Tue, 24 Nov 2026 00:02:00 GMT",
            "retry-after", "Tue, 24 Nov 2026 00:01:30 GMT");

    assertThat(in(headers, NOTHING)).contains(Duration.ZERO);
  }

  @Test
  void googleSaysItInTheBody() {
    var error =
        """
        {"code":429,"details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure"},
          {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}\
        """;

    assertThat(in(Map.of(), error)).contains(Duration.ofMillis(34_500));
  }

  @Test
  void nothingAndNonsenseAreNoDelayAndAMonthIsADay() {
    assertThat(in(Map.of(), NOTHING)).isEmpty();
    assertThat(in(Map.of("retry-after", "soon"), NOTHING)).isEmpty();
    assertThat(in(Map.of("retry-after", "2592000"), NOTHING)).contains(Duration.ofDays(1));
  }

  private static Optional<Duration> in(Map<String, String> headers, String error) {
    Map<String, List<String>> several = new HashMap<>();
    headers.forEach((name, value) -> several.put(name, List.of(value)));
    try {
      return RetryAfter.in(HttpHeaders.of(several, (_, _) -> true), Json.MAPPER.readTree(error));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
