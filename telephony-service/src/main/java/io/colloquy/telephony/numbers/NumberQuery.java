package io.colloquy.telephony.numbers;

import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.document.Arguments;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which numbers are asked for, and from where on. A workspace has so few numbers that all of them
 * are looked at.
 */
record NumberQuery(Arguments arguments) {

  /**
   * @param next leads to the page after it; empty on the last
   */
  record Page(List<PhoneNumbers.Held> numbers, Optional<String> next) {}

  /** What a number is sorted by, and its id, which settles ties. */
  private record Place(String value, String id) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::value).thenComparing(Place::id);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * @param all of the workspace
   * @throws InvalidRequest if the cursor is of another list
   */
  Page run(List<PhoneNumbers.Held> all) {
    Comparator<PhoneNumbers.Held> order = Comparator.comparing(this::place);
    var sorted = isDescending() ? order.reversed() : order;
    var start = arguments.text("cursor").map(this::start);
    var rest =
        all.stream()
            .filter(this::isWanted)
            .sorted(sorted)
            .filter(held -> start.isEmpty() || isAfter(place(held), start.get()))
            .toList();
    int size = Math.toIntExact(arguments.number("page_size").orElseThrow());
    if (rest.size() <= size) {
      return new Page(rest, Optional.empty());
    }
    var last = place(rest.get(size - 1));
    return new Page(
        rest.subList(0, size), Optional.of(new Cursor(order(), last.value(), last.id()).text()));
  }

  private boolean isAfter(Place place, Place start) {
    int comparison = place.compareTo(start);
    return isDescending() ? comparison < 0 : comparison > 0;
  }

  private boolean isDescending() {
    return arguments.text("sort_direction").map("desc"::equals).orElse(false);
  }

  private String sortBy() {
    return arguments.text("sort_by").orElse("label");
  }

  private String order() {
    return "number by " + sortBy() + (isDescending() ? " desc" : " asc");
  }

  private Place place(PhoneNumbers.Held held) {
    var value = sortBy().equals("label") ? held.number().label() : held.number().number();
    return new Place(value, held.id());
  }

  private Place start(String cursor) {
    return Cursor.read(cursor, order())
        .map(read -> new Place(read.value(), read.id()))
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "cursor"),
                        "Input should be a cursor of the same list")));
  }

  private boolean isWanted(PhoneNumbers.Held held) {
    var number = held.number();
    return isMentioned(held)
        && fits("label", wanted -> contains(number.label(), wanted))
        && fits("phone_number", number.number()::equals)
        && fits("provider", number.provider()::equals)
        && fits("agent_id", wanted -> number.agentId().equals(Optional.of(wanted)))
        && fits("branch_id", number.document().path("branch_id").asText()::equals)
        && arguments
            .flag("supports_outbound")
            .map(wanted -> wanted == number.supportsOutbound())
            .orElse(true);
  }

  private boolean isMentioned(PhoneNumbers.Held held) {
    return fits(
        "search",
        text ->
            held.id().equals(text)
                || contains(held.number().label(), text)
                || contains(held.number().number(), text));
  }

  private boolean fits(String parameter, Function<String, Boolean> condition) {
    return arguments.text(parameter).map(condition).orElse(true);
  }

  private static boolean contains(String whole, String part) {
    return whole.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
