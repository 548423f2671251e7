package io.colloquy.conversation.webhook;

import static io.colloquy.conversation.Rest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.conversation.outgoing.Request;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows WT-03 to WT-11 and WT-22: from a tool and its parameters to a request. */
class CompositionTest {

  private static final Map<String, Object> VARIABLES =
      Map.of(
          "customer", "K 1/2", "secret__pin", "p/in", "size", 3, "region", "eu-1", "evil", "x/y");
  private static final Map<String, String> SECRETS = Map.of("secret_1", "Bearer t0ken=");

  private static Composition composed(String api, String parameters) throws Unfit {
    return Composition.of(json(api), new Inputs(json(parameters), VARIABLES, SECRETS, Map.of()));
  }

  private static Request request(String api, String parameters) throws Unfit {
    return composed(api, parameters).request();
  }

  private static String url(String url) throws Unfit {
    return request("{\"url\": \"%s\"}".formatted(url), "{\"lat\": 52.5, \"name\": \"a/b c\"}")
        .url();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://h/{name}                          | https://h/a%2Fb%20c
          https://h/w?lat={lat}&x=1                  | https://h/w?lat=52.5&x=1
          https://h/s?query=type:ticket+status:solved | https://h/s?query=type:ticket+status:solved
          https://h/s?filter[a]=b%20c&d=%C3%A4       | https://h/s?filter[a]=b%20c&d=%C3%A4
          https://h/ä b?q="x"&p=50%                  | https://h/%C3%A4%20b?q=%22x%22&p=50%25
          https://h/{{customer}}?c={{ customer }}    | https://h/K%201%2F2?c=K%201%2F2
          https://h.{{region}}.example.com/a         | https://h.eu-1.example.com/a
          {{customer}}/a                             | K 1/2/a
          https://h                                  | https://h
          https://h/a#fragment                       | https://h/a
          """)
  void aValueIsEscapedAndWhatIsWrittenStays(String template, String url) throws Unfit {
    assertThat(url(template.replace("\"", "\\\""))).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://h/{Name}           | The parameter 'Name' is missing.
          https://h/{{nobody}}       | The dynamic variable 'nobody' has no value.
          https://h.{{evil}}.com/a   | A value for the host of the URL cannot be part of a host name.
          """)
  void aPlaceWithoutAFitValueIsAProblem(String template, String problem) {
    assertThatThrownBy(() -> url(template)).isInstanceOf(Unfit.class).hasMessage(problem);
  }

  @ParameterizedTest
  @CsvSource({"., leads out", ".., leads out", "'', is missing"})
  void aValueStaysInItsPlaceInThePath(String value, String problem) {
    var api =
        "{\"url\": \"https://h/t/{id}/c\", \"path_params_schema\": {\"id\": {\"type\": \"string\"}}}";

    assertThatThrownBy(() -> request(api, "{\"id\": \"%s\"}".formatted(value)))
        .hasMessageContaining(problem);
  }

  @Test
  void queryParametersAreEscapedAndJoinThoseOfTheUrl() throws Unfit {
    var api =
        """
        {"url": "https://h/q?a=b:c", "query_params_schema": {"required": ["q"], "properties": {
          "q": {"type": "string"}, "n": {"type": "integer"}, "left out": {"type": "string"},
          "who": {"type": "string", "dynamic_variable": "customer"},
          "fix": {"type": "boolean", "constant_value": false}}}}
        """;

    var composed = composed(api, "{\"q\": \"LIKE '%A+B%' > =\", \"n\": 5, \"other\": 1}");

    assertThat(composed.request().url())
        .isEqualTo(
            "https://h/q?a=b:c&q=LIKE%20%27%25A%2BB%25%27%20%3E%20%3D&n=5&who=K%201%2F2&fix=false");
    assertThat(composed.details().path("query_params"))
        .isEqualTo(
            json(
                """
                {"q": "LIKE '%A+B%' > =", "n": "5", "who": "K 1/2", "fix": "false"}
                """));
  }

  @Test
  void aBodyKeepsItsShapeAndTypes() throws Unfit {
    var api =
        """
        {"url": "https://h/", "method": "POST", "request_body_schema": {"type": "object",
          "required": ["groups", "names"], "properties": {
            "groups": {"type": "array", "items": {"type": "object", "properties": {
               "filters": {"type": "array", "items": {"type": "object", "properties": {
                  "id": {"type": "number"}, "op": {"type": "string"}}}}}}},
            "names": {"type": "array", "items": {"type": "string"}},
            "flag": {"type": "boolean"},
            "note": {"type": "string"},
            "source": {"type": "object", "required": ["kind"], "properties": {
               "kind": {"type": "string", "constant_value": "voice {{size}}"},
               "size": {"type": "integer", "dynamic_variable": "size"}}}}}}
        """;

    var request =
        request(
            api,
            """
            {"groups": [{"filters": [{"id": 16, "op": "EQ"}, {"id": 16.5}]}], "names": ["a", "b"],
             "flag": false, "note": null}
            """);

    assertThat(request.body())
        .hasValue(
            "{\"groups\":[{\"filters\":[{\"id\":16,\"op\":\"EQ\"},{\"id\":16.5}]}],"
                + "\"names\":[\"a\",\"b\"],\"flag\":false,"
                + "\"source\":{\"kind\":\"voice 3\",\"size\":3}}");
    assertThat(request.headers()).containsExactly(Map.entry("Content-Type", "application/json"));
  }

  @Test
  void aFormIsSentWhereTheToolSaysSo() throws Unfit {
    var api =
        """
        {"url": "https://h/", "method": "POST",
         "request_headers": {"content-type": "application/x-www-form-urlencoded"},
         "request_body_schema": {"properties": {
           "To": {"type": "string"}, "Body": {"type": "string"}}}}
        """;

    assertThat(request(api, "{\"To\": \"+49 1\", \"Body\": \"a&b\"}").body())
        .hasValue("To=%2B49%201&Body=a%26b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          integer | "16"      | 16
          integer | 16.0      | 16
          integer | "2e3"     | 2000
          number  | "1.50"    | 1.50
          number  | 7         | 7
          boolean | "True"    | true
          string  | 7         | "7"
          string  | true      | "true"
          """)
  void whatIsPlainlyMeantIsMadeTheRightType(String type, String given, String sent) throws Unfit {
    assertThat(sent(type, given)).isEqualTo("{\"x\":%s}".formatted(sent));
  }

  private static String sent(String type, String given) throws Unfit {
    var api =
        """
        {"url": "https://h/", "method": "POST", "request_body_schema": {"properties": {
          "x": {"type": "%s", "items": {"type": "string"}}}}}
        """
            .formatted(type);
    return request(api, "{\"x\": %s}".formatted(given)).body().orElseThrow();
  }

  @Test
  void anObjectOrAListMayComeAsText() throws Unfit {
    assertThat(sent("object", "\"{\\\"a\\\": 1}\"")).isEqualTo("{\"x\":{\"a\":1}}");
    assertThat(sent("array", "\"[1]\"")).isEqualTo("{\"x\":[\"1\"]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          integer | 16.5              | an integer
          integer | "sixteen"         | an integer
          number  | "1e99999999"      | a number
          number  | true              | a number
          boolean | "yes"             | a boolean
          string  | {"a": 1}          | a string
          object  | "text"            | an object
          array   | "text"            | a list
          """)
  void whatIsNotPlainIsTold(String type, String given, String wanted) {
    assertThatThrownBy(() -> sent(type, given))
        .hasMessage("The parameter 'x' should be %s.".formatted(wanted));
  }

  @Test
  void everyProblemIsToldAtOnceByItsFullName() {
    var api =
        """
        {"url": "https://h/{id}", "method": "POST",
         "path_params_schema": {"id": {"type": "string"}},
         "request_body_schema": {"required": ["ticket"], "properties": {
           "ticket": {"type": "object", "required": ["subject"], "properties": {
             "subject": {"type": "string"}, "level": {"type": "string", "enum": ["low", "high"]}}}}}}
        """;

    assertThatThrownBy(() -> request(api, "{\"ticket\": {\"level\": \"middle\"}}"))
        .hasMessage(
            "The parameter 'id' is missing. The parameter 'ticket.subject' is missing."
                + " The parameter 'ticket.level' should be one of [\"low\",\"high\"].");
  }

  @Test
  void anAllowedValueIsFoundWhateverItsCase() throws Unfit {
    var api =
        """
        {"url": "https://h/", "query_params_schema": {"properties": {
          "level": {"type": "string", "enum": ["low", "high"]}}}}
        """;

    assertThat(request(api, "{\"level\": \"HIGH\"}").url()).isEqualTo("https://h/?level=high");
  }

  @Test
  void headersAreTextOrSecretsOrVariables() throws Unfit {
    var api =
        """
        {"url": "https://h/", "request_headers": {
          "Authorization": {"secret_id": "secret_1"}, "cal-api-version": "2024-08-13",
          "X-Customer": {"variable_name": "customer"}, "X-Both": "a {{size}} b",
          "Content-Type": "application/json", "Content-Length": "7", "Host": "other"}}
        """;

    assertThat(request(api, "{}").headers())
        .containsExactly(
            Map.entry("Authorization", "Bearer t0ken="),
            Map.entry("cal-api-version", "2024-08-13"),
            Map.entry("X-Customer", "K 1/2"),
            Map.entry("X-Both", "a 3 b"),
            Map.entry("Content-Type", "application/json"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"secret_id": "gone"}       | The secret for the header 'X' is not there any more.
          {"variable_name": "nobody"} | The dynamic variable 'nobody' has no value.
          "a\\r\\nY: b"               | The header 'X' has a value that no header can have.
          {"env_var_label": "stage"}  | This server has no environment variable for 'X'.
          """)
  void aHeaderWithoutAFitValueIsAProblem(String header, String problem) {
    var api = "{\"url\": \"https://h/\", \"request_headers\": {\"X\": %s}}".formatted(header);

    assertThatThrownBy(() -> request(api, "{}")).hasMessage(problem);
  }

  @Test
  void whatTheModelGaveIsNotSearchedForVariables() throws Unfit {
    var api = "{\"url\": \"https://h/\", \"query_params_schema\": {\"properties\": {\"q\": {}}}}";

    assertThat(request(api, "{\"q\": \"{{secret__pin}}\"}").url())
        .isEqualTo("https://h/?q=%7B%7Bsecret__pin%7D%7D");
  }

  @Test
  void detailsAreFreeOfSecrets() throws Unfit {
    var api =
        """
        {"url": "https://h/{{secret__pin}}/{id}?pin={{secret__pin}}", "method": "POST",
         "path_params_schema": {"id": {"type": "string", "dynamic_variable": "secret__pin"}},
         "request_headers": {"Authorization": {"secret_id": "secret_1"}, "X": "{{secret__pin}}"},
         "request_body_schema": {"properties": {"p": {"type": "string",
           "constant_value": "pin={{secret__pin}}"}}}}
        """;

    var composed = composed(api, "{}");

    assertThat(composed.request().url()).isEqualTo("https://h/p%2Fin/p%2Fin?pin=p%2Fin");
    assertThat(composed.details())
        .isEqualTo(
            json(
                """
                {"type": "webhook", "method": "POST", "url": "https://h/REDACTED/REDACTED?pin=REDACTED",
                 "headers": {"Authorization": "REDACTED", "X": "REDACTED",
                             "Content-Type": "application/json"},
                 "path_params": {"id": "REDACTED"}, "query_params": {},
                 "body": "{\\"p\\":\\"pin=REDACTED\\"}"}
                """));
    assertThat(composed.request().toString()).doesNotContain("p%2Fin", "t0ken");
  }
}
