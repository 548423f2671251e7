package io.colloquy.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.colloquy.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The last entry of a page, from which the next page goes on; clients hold it as text without a
 * meaning to them. It fits only the order in which it was given out, and stays right while entries
 * come and go before and after it.
 *
 * @param order a name of the list's order
 * @param value what the list is sorted by
 * @param id settles ties
 */
public record Cursor(String order, String value, String id) {

  /** Letters, digits, {@code -} and {@code _} only. */
  public String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(this));
  }

  /** Empty for what {@link #text} never wrote for a list in this order. */
  public static Optional<Cursor> read(String text, String order) {
    try {
      var json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      return Optional.ofNullable(Json.MAPPER.readValue(json, Cursor.class))
          .filter(cursor -> order.equals(cursor.order))
          .filter(cursor -> isText(cursor.value) && isText(cursor.id));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isText(String text) {
    return text != null && text.indexOf('\0') < 0;
  }
}
