package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.conversation.outgoing.Escape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The URL of a request. What stands in the tool's URL goes out as it is written there; what is put
 * into it is escaped, so that a value stays within the place that the author gave it.
 */
final class Address {

  /** <code>{{variable}}</code> or <code>{parameter}</code>. */
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s*([A-Za-z0-9_]+)\\s*}}|\\{([^{}/?#\\s]+)}");

  private static final Pattern END_OF_HOST = Pattern.compile("[/?]");
  private static final Pattern OF_A_HOST = Pattern.compile("[A-Za-z0-9.:_\\-\\[\\]]+");

  private final JsonNode api;
  private final JsonNode given;
  private final Filling filling;
  private final String template;
  private final Map<String, String> pathParams = new LinkedHashMap<>();
  private final Map<String, String> queryParams = new LinkedHashMap<>();

  Address(JsonNode api, JsonNode given, Filling filling) {
    this.api = api;
    this.given = given;
    this.filling = filling;
    this.template = api.path("url").asText().strip().replaceFirst("#.*", "");
  }

  /** The values of the placeholders, not escaped. */
  Map<String, String> pathParams() {
    return pathParams;
  }

  Map<String, String> queryParams() {
    return queryParams;
  }

  String url() {
    var filled = PLACE.matcher(template).replaceAll(match -> Matcher.quoteReplacement(at(match)));
    int path = endOfHost(filled);
    return withQuery(filled.substring(0, path) + Escape.written(filled.substring(path)));
  }

  /** Where path or query begin; the length if they have not begun. */
  private static int endOfHost(String url) {
    int scheme = url.indexOf("://");
    var after = END_OF_HOST.matcher(url);
    return after.find(scheme < 0 ? 0 : scheme + 3) ? after.start() : url.length();
  }

  private String at(MatchResult place) {
    var variable = place.group(1);
    var value =
        variable == null
            ? parameter(place.group(2))
            : filling.variable(variable).map(JsonNode::asText);
    return value.map(text -> put(place, text)).orElse("");
  }

  private Optional<String> parameter(String name) {
    var schema = api.path("path_params_schema").path(name);
    var value =
        schema.isMissingNode() ? other(name) : filling.value(name, schema, given.path(name), true);
    var text = value.map(JsonNode::asText);
    text.ifPresent(found -> pathParams.put(name, found));
    if (text.filter(String::isEmpty).isPresent() || (schema.isMissingNode() && text.isEmpty())) {
      filling.missing(name);
    }
    return text;
  }

  /** One that no schema describes may be given all the same. */
  private Optional<JsonNode> other(String name) {
    return Optional.of(given.path(name)).filter(JsonNode::isValueNode).filter(it -> !it.isNull());
  }

  private String put(MatchResult place, String value) {
    var before = template.substring(0, place.start());
    if (before.isEmpty()) {
      return value; // The variable is the beginning of the URL: whoever wrote this means all of it.
    }
    if (endOfHost(before) == before.length()) {
      if (!OF_A_HOST.matcher(value).matches()) {
        filling.problem("A value for the host of the URL cannot be part of a host name.");
      }
      return value;
    }
    if (!before.contains("?") && (value.equals(".") || value.equals(".."))) {
      filling.problem("A value for the path of the URL leads out of its place.");
    }
    return Escape.value(value);
  }

  private String withQuery(String url) {
    var schema = api.path("query_params_schema");
    for (var value : filling.members("", schema, given).properties()) {
      queryParams.put(value.getKey(), value.getValue().asText());
    }
    if (queryParams.isEmpty()) {
      return url;
    }
    var joint = url.endsWith("?") || url.endsWith("&") ? "" : url.contains("?") ? "&" : "?";
    return url + joint + form(queryParams);
  }

  /** Names and values as a query, or as a form in a body. */
  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> Escape.value(value.getKey()) + "=" + Escape.value(value.getValue()))
        .collect(Collectors.joining("&"));
  }
}
