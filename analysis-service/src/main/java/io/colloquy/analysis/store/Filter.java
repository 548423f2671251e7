package io.colloquy.analysis.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A condition that conversations are to meet.
 *
 * @param sql about a row {@code c} of {@code conversation}, with a question mark for each value
 */
public record Filter(String sql, List<Object> values) {

  /** No conversation has what is asked for. */
  public static final Filter NEVER = new Filter("false", List.of());

  /** Every conversation has it. */
  public static final Filter ALWAYS = new Filter("true", List.of());

  /** A NUL, which a model may write, is nothing that PostgreSQL reads. */
  private static final String ANALYSIS =
      "case when strpos(c.analysis, '\\u0000') > 0 then null else cast(c.analysis as jsonb) end";

  /** What can be filtered by, in the order of the columns. */
  public enum Column {
    AGENT_ID,
    USER_ID,
    STARTED_AT,
    DURATION_SECS,
    STATUS,
    CALL_SUCCESSFUL,
    RATING,
    COMMENT,
    SOURCE,
    TEXT_ONLY,
    MAIN_LANGUAGE,
    TERMINATION_REASON;

    private String sql() {
      return "c." + name().toLowerCase(Locale.ROOT);
    }
  }

  public Filter {
    values = List.copyOf(values);
  }

  public static Filter is(Column column, Object value) {
    return new Filter(column.sql() + " = ?", List.of(value));
  }

  public static Filter atLeast(Column column, long value) {
    return new Filter(column.sql() + " >= cast(? as bigint)", List.of(value));
  }

  public static Filter atMost(Column column, long value) {
    return new Filter(column.sql() + " <= cast(? as bigint)", List.of(value));
  }

  public static Filter isSet(Column column, boolean set) {
    return new Filter(column.sql() + (set ? " is not null" : " is null"), List.of());
  }

  /**
   * @param values at least one
   */
  public static Filter oneOf(Column column, List<String> values) {
    return new Filter("%s in (%s)".formatted(column.sql(), marks(values)), List.copyOf(values));
  }

  /** The value is another one, or there is none. */
  public static Filter noneOf(Column column, List<String> values) {
    return new Filter(
        "coalesce(%s not in (%s), true)".formatted(column.sql(), marks(values)),
        List.copyOf(values));
  }

  /** Of a user, whose id may be too long to be looked for as a whole. */
  public static Filter ofUser(String userId) {
    return is(Column.USER_ID, StoredConversation.searchable(userId));
  }

  /** Some turn holds these words, in any order; words in quotes stand together. */
  public static Filter says(String words) {
    return new Filter(
        "exists (select 1 from {h-schema}turn t where t.conversation_id = c.conversation_id"
            + " and "
            + Words.HOLD
            + ")",
        List.of(words));
  }

  /** How a dynamic variable is to compare. */
  public static Filter variable(String name, Comparison comparison) {
    return comparison.of(
        "jsonb_extract_path_text(c.started, 'initiation', 'dynamic_variables', ?)", name);
  }

  /** How a value that was collected from the conversation is to compare. */
  public static Filter collected(String id, Comparison comparison) {
    return comparison.of(
        "jsonb_extract_path_text(" + ANALYSIS + ", 'data_collection_results', ?, 'value')", id);
  }

  /** What came of a criterion that the conversation was judged by. */
  public static Filter judged(String criterion, String result) {
    return new Filter(
        "jsonb_extract_path_text(" + ANALYSIS + ", 'evaluation_criteria_results', ?, 'result') = ?",
        List.of(criterion, result));
  }

  private static String marks(List<?> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  /** All of the conditions as one. */
  static Filter all(List<Filter> filters) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (var filter : filters) {
      conditions.add(filter.sql);
      values.addAll(filter.values);
    }
    return new Filter(String.join(" and ", conditions), values);
  }
}
