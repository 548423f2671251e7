package io.colloquy.llm.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * When a provider wants to be asked again: in a header, in seconds (RFC 9110), milliseconds or as a
 * date, or in the body, as Google's {@code RetryInfo}. A date counts from the server's own.
 */
final class RetryAfter {

  private static final String HEADER = "retry-after";
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s?");
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Never negative and never more than a day. */
  static Optional<Duration> in(HttpHeaders headers, JsonNode error) {
    return headers
        .firstValue("retry-after-ms")
        .flatMap(RetryAfter::seconds)
        .map(thousandfold -> thousandfold.dividedBy(1_000))
        .or(() -> headers.firstValue(HEADER).flatMap(RetryAfter::seconds))
        .or(() -> headers.firstValue(HEADER).flatMap(date -> until(date, headers)))
        .or(() -> inBody(error))
        .map(delay -> delay.isNegative() ? Duration.ZERO : delay)
        .map(delay -> delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
  }

  private static Optional<Duration> inBody(JsonNode error) {
    return StreamSupport.stream(error.path("details").spliterator(), false)
        .map(detail -> detail.path("retryDelay").asText(""))
        .flatMap(delay -> seconds(delay).stream())
        .findFirst();
  }

  private static Optional<Duration> seconds(String text) {
    return Optional.of(SECONDS.matcher(text.strip()))
        .filter(Matcher::matches)
        .map(matcher -> Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * 1000)));
  }

  private static Optional<Duration> until(String date, HttpHeaders headers) {
    return headers
        .firstValue("date")
        .flatMap(RetryAfter::date)
        .flatMap(now -> date(date).map(then -> Duration.between(now, then)));
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private RetryAfter() {}
}
