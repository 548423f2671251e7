package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.outgoing.Request;
import io.colloquy.conversation.outgoing.Secrecy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The request that a webhook tool makes.
 *
 * @param details what was asked of whom, for the transcript, free of secrets
 * @param secrecy of the secrets that went into it
 */
record Composition(Request request, ObjectNode details, Secrecy secrecy) {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /**
   * @param api the tool's {@code api_schema}
   * @throws Unfit if the model gave too little or the wrong thing, or a variable has no value
   */
  static Composition of(JsonNode api, Inputs inputs) throws Unfit {
    var filling = new Filling(inputs.variables());
    var address = new Address(api, inputs.parameters(), filling);
    var url = address.url();
    var headers =
        new Headers(filling, inputs.secrets())
            .addAll(api.path("request_headers"))
            .addAll(inputs.authorization());
    var method = api.path("method").asText("GET");
    var body = body(api, method, inputs, filling);
    if (body.isPresent() && headers.contentType().isEmpty()) {
      headers.addAll(Map.of("Content-Type", JSON));
    }
    if (!filling.problems().isEmpty()) {
      throw new Unfit(filling.problems());
    }
    var text = body.map(values -> written(values, headers));
    var request = new Request(method, url, List.copyOf(headers.all().entrySet()), text);
    var secrecy = new Secrecy(secrets(inputs));
    return new Composition(request, secrecy.in(details(request, address)), secrecy);
  }

  private static List<String> secrets(Inputs inputs) {
    return Stream.of(
            inputs.secrets().values().stream(),
            inputs.authorization().values().stream(),
            Secrecy.among(inputs.variables()))
        .flatMap(values -> values)
        .toList();
  }

  /** A GET has none, whatever its tool says: many servers refuse it. */
  private static Optional<JsonNode> body(
      JsonNode api, String method, Inputs inputs, Filling filling) {
    var schema = api.path("request_body_schema");
    return schema.isObject() && !method.equals("GET")
        ? Optional.of(filling.members("", schema, inputs.parameters()))
        : Optional.empty();
  }

  private static String written(JsonNode values, Headers headers) {
    if (!headers.contentType().orElse(JSON).startsWith(FORM)) {
      return Json.text(values);
    }
    Map<String, String> form = new LinkedHashMap<>();
    for (var value : values.properties()) {
      var node = value.getValue();
      form.put(value.getKey(), node.isValueNode() ? node.asText() : Json.text(node));
    }
    return Address.form(form);
  }

  private static ObjectNode details(Request request, Address address) {
    var details =
        Json.MAPPER
            .createObjectNode()
            .put("type", "webhook")
            .put("method", request.method())
            .put("url", request.url());
    var headers = details.putObject("headers");
    request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    details.set("path_params", Json.MAPPER.valueToTree(address.pathParams()));
    details.set("query_params", Json.MAPPER.valueToTree(address.queryParams()));
    return details.put("body", request.body().orElse(null));
  }
}
