package io.colloquy.analysis.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a named value of a conversation is to compare, as clients write it: {@code eq:blue}, {@code
 * in:blue|green}, {@code gte:3}. {@code eq:} means that there is no value, {@code neq:} that there
 * is one.
 */
public record Comparison(String operator, String value) {

  private static final Set<String> OF_NUMBERS = Set.of("gt", "gte", "lt", "lte");
  private static final Pattern FORM =
      Pattern.compile("(eq|neq|gt|gte|lt|lte|in):(.*)", Pattern.DOTALL);

  /** For Java and for PostgreSQL; as long as every number is that somebody compares. */
  private static final String NUMBER = "^-?[0-9]{1,30}(\\.[0-9]{1,30})?$";

  /** Empty if it is not written like that. */
  public static Optional<Comparison> read(String text) {
    var form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new Comparison(form.group(1), form.group(2))).filter(Comparison::makesSense)
        : Optional.empty();
  }

  private boolean makesSense() {
    return !OF_NUMBERS.contains(operator) || value.matches(NUMBER);
  }

  /** True if it holds where there is no value. */
  public boolean holdsForNothing() {
    return operator.equals("eq") && value.isEmpty();
  }

  /**
   * @param text an SQL expression, null where there is no value
   * @param name a value within it
   */
  Filter of(String text, String name) {
    if (value.isEmpty() && !operator.equals("in")) {
      return new Filter(text + (holdsForNothing() ? " is null" : " is not null"), List.of(name));
    }
    return switch (operator) {
      case "eq" -> new Filter(text + " = ?", List.of(name, value));
      case "neq" -> new Filter(text + " <> ?", List.of(name, value));
      case "in" -> oneOf(text, name);
      default -> ofNumbers(text, name);
    };
  }

  private Filter oneOf(String text, String name) {
    var wanted = Arrays.asList(value.split("\\|", -1));
    List<Object> values = new ArrayList<>(List.of(name));
    values.addAll(wanted);
    return new Filter(
        "%s in (%s)".formatted(text, String.join(", ", Collections.nCopies(wanted.size(), "?"))),
        values);
  }

  private Filter ofNumbers(String text, String name) {
    var sign =
        switch (operator) {
          case "gt" -> ">";
          case "gte" -> ">=";
          case "lt" -> "<";
          default -> "<=";
        };
    return new Filter(
        "case when %s ~ ? then cast(%s as numeric) %s cast(? as numeric) else false end"
            .formatted(text, text, sign),
        List.of(name, NUMBER, name, new BigDecimal(value)));
  }
}
