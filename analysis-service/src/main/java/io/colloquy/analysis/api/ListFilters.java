package io.colloquy.analysis.api;

import static io.colloquy.analysis.store.Filter.Column.AGENT_ID;
import static io.colloquy.analysis.store.Filter.Column.CALL_SUCCESSFUL;
import static io.colloquy.analysis.store.Filter.Column.COMMENT;
import static io.colloquy.analysis.store.Filter.Column.DURATION_SECS;
import static io.colloquy.analysis.store.Filter.Column.MAIN_LANGUAGE;
import static io.colloquy.analysis.store.Filter.Column.RATING;
import static io.colloquy.analysis.store.Filter.Column.SOURCE;
import static io.colloquy.analysis.store.Filter.Column.STARTED_AT;
import static io.colloquy.analysis.store.Filter.Column.STATUS;
import static io.colloquy.analysis.store.Filter.Column.TERMINATION_REASON;
import static io.colloquy.analysis.store.Filter.Column.TEXT_ONLY;

import io.colloquy.analysis.history.Status;
import io.colloquy.analysis.store.Comparison;
import io.colloquy.analysis.store.Filter;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.document.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Which conversations a client asks for. */
final class ListFilters {

  /**
   * What no conversation of Colloquy has yet: branches, versions, procedures, tool calls in its
   * record, topics, tags and guardrails. Who asks for one finds none.
   */
  private static final List<String> OF_NOTHING =
      List.of(
          "visited_agent_branch_ids",
          "branch_id",
          "version_id",
          "triggered_procedure_ids",
          "parent_conversation_id",
          "workflow_node_entered_id",
          "tool_names",
          "tool_names_successful",
          "tool_names_errored",
          "topic_ids",
          "tag_ids",
          "guardrail_types",
          "custom_guardrail_names");

  private final Arguments arguments;
  private final List<Filter> filters = new ArrayList<>();

  private ListFilters(Arguments arguments) {
    this.arguments = arguments;
  }

  /**
   * @throws InvalidRequest if a comparison is none
   */
  static List<Filter> read(Arguments arguments) {
    var read = new ListFilters(arguments);
    read.who();
    read.when();
    read.howItWent();
    read.whatWasSaid();
    read.whatThereIsNot();
    return List.copyOf(read.filters);
  }

  private void who() {
    text("agent_id", id -> Filter.is(AGENT_ID, id));
    texts("visited_agent_ids", ids -> Filter.oneOf(AGENT_ID, ids));
    text("user_id", Filter::ofUser);
    text("conversation_initiation_source", ListFilters::source);
    text("conversation_product_type", type -> type.equals("agents") ? Filter.ALWAYS : Filter.NEVER);
  }

  private void when() {
    number("call_start_before_unix", seconds -> Filter.atMost(STARTED_AT, seconds));
    number("call_start_after_unix", seconds -> Filter.atLeast(STARTED_AT, seconds));
    number("call_duration_min_secs", seconds -> Filter.atLeast(DURATION_SECS, seconds));
    number("call_duration_max_secs", seconds -> Filter.atMost(DURATION_SECS, seconds));
  }

  private void howItWent() {
    text("call_successful", result -> Filter.is(CALL_SUCCESSFUL, result));
    number("rating_min", rating -> Filter.atLeast(RATING, rating));
    number("rating_max", rating -> Filter.atMost(RATING, rating));
    arguments
        .flag("has_feedback_comment")
        .ifPresent(wanted -> filters.add(Filter.isSet(COMMENT, wanted)));
    texts(
        "exclude_statuses",
        names ->
            Filter.noneOf(STATUS, names.stream().map(name -> Status.of(name).name()).toList()));
    comparisons("data_collection_params", Filter::collected);
    judgements("evaluation_params");
    texts("termination_reasons", reasons -> Filter.oneOf(TERMINATION_REASON, reasons));
  }

  private void whatWasSaid() {
    text("search", Filter::says);
    texts("main_languages", languages -> Filter.oneOf(MAIN_LANGUAGE, languages));
    arguments.flag("text_only").ifPresent(wanted -> filters.add(Filter.is(TEXT_ONLY, wanted)));
    comparisons("dynamic_variable_params", Filter::variable);
  }

  private void whatThereIsNot() {
    for (var name : OF_NOTHING) {
      if (arguments.text(name).isPresent() || !arguments.list(name).isEmpty()) {
        filters.add(Filter.NEVER);
      }
    }
  }

  private static Filter source(String name) {
    if (name.equals("unknown")) {
      return Filter.noneOf(SOURCE, ClientNames.SOURCES.stream().sorted().toList());
    }
    return ClientNames.SOURCES.contains(name) ? Filter.is(SOURCE, name) : Filter.NEVER;
  }

  private void text(String name, Function<String, Filter> filter) {
    arguments.text(name).map(filter).ifPresent(filters::add);
  }

  private void texts(String name, Function<List<String>, Filter> filter) {
    var values = arguments.list(name);
    if (!values.isEmpty()) {
      filters.add(filter.apply(values));
    }
  }

  private void number(String name, Function<Long, Filter> filter) {
    arguments.number(name).map(filter).ifPresent(filters::add);
  }

  /** Each is the name of a value, a colon, and how that is to compare. */
  private void comparisons(String name, NamedComparison filter) {
    var texts = arguments.list(name);
    for (int i = 0; i < texts.size(); i++) {
      var parts = texts.get(i).split(":", 2);
      var place = Flaw.path(List.of(Flaw.QUERY), name, i);
      var comparison =
          Comparison.read(parts.length == 2 ? parts[1] : "")
              .orElseThrow(
                  () ->
                      new InvalidRequest(
                          Flaw.ofValue(
                              place,
                              "Input should be 'name:op:value', op one of eq, neq, gt, gte, lt, lte"
                                  + " and in, and the value of a gt, gte, lt or lte a number")));
      filters.add(filter.of(parts[0], comparison));
    }
  }

  /** Each is the id of a criterion, a colon, and what came of it. */
  private void judgements(String name) {
    var texts = arguments.list(name);
    for (int i = 0; i < texts.size(); i++) {
      int colon = texts.get(i).lastIndexOf(':');
      if (colon < 1) {
        throw new InvalidRequest(
            Flaw.ofValue(
                Flaw.path(List.of(Flaw.QUERY), name, i),
                "Input should be 'criterion:result', result one of success, failure and unknown"));
      }
      filters.add(
          Filter.judged(texts.get(i).substring(0, colon), texts.get(i).substring(colon + 1)));
    }
  }

  private interface NamedComparison {
    Filter of(String name, Comparison comparison);
  }
}
