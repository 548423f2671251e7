package io.colloquy.tts.dictionary;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dictionaries over REST, in a workspace of the test's own. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class DictionariesTest {

  private static final String DICTIONARIES = "/v1/pronunciation-dictionaries";
  private static final String TWO =
      """
      [{"type": "alias", "string_to_replace": "Thailand", "alias": "tie-land"},
       {"type": "phoneme", "string_to_replace": "tomato", "phoneme": "T AH M EY T OW",
        "alphabet": "cmu-arpabet", "case_sensitive": false, "word_boundaries": false, "x": [1.0]}]
      """;

  private final String workspace = Ids.random("workspace_");

  @Test
  void aDictionaryIsMadeOfAFileAndDownloadedAsOne() {
    var added = upload("Fruit", LexiconTest.EXAMPLE);

    assertThat(added.path("id").textValue()).startsWith("pdict_");
    assertThat(added.path("name").textValue()).isEqualTo("Fruit");
    assertThat(added.path("version_rules_num").intValue()).isEqualTo(2);
    assertThat(added.path("created_by").textValue()).isEqualTo(workspace);
    assertThat(added.path("creation_time_unix").longValue()).isPositive();
    var file = request().get(download(added));
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.contentType()).startsWith("text/xml");
    assertThat(new String(file.asByteArray(), StandardCharsets.UTF_8))
        .contains("xml:lang=\"en-GB\"")
        .contains("<phoneme>ˈæpl̩</phoneme>")
        .contains("<alias>United Nations</alias>");
  }

  @Test
  void aDownloadedFileMakesTheSameRules() {
    var first = upload("Fruit", LexiconTest.EXAMPLE);
    var file = new String(request().get(download(first)).asByteArray(), StandardCharsets.UTF_8);

    var second = upload("Again", file);

    assertThat(read(second.path("id")).path("rules"))
        .isEqualTo(read(first.path("id")).path("rules"))
        .hasSize(2);
  }

  @Test
  void aFormWithoutAFileMakesAnEmptyDictionary() {
    var added =
        json(
            request()
                .contentType("multipart/form-data")
                .multiPart("name", "Later")
                .post(DICTIONARIES + "/add-from-file"));

    assertThat(added.path("version_rules_num").intValue()).isZero();
    assertThat(read(added.path("id")).path("rules")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<lexicon>",
        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><lexicon/>"
      })
  void aFileThatIsNoLexiconIsRefused(String file) {
    var refusal = post(file);

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.file");
  }

  @Test
  void aFormWithoutANameIsRefused() {
    var refusal =
        request()
            .multiPart("file", "a.pls", LexiconTest.EXAMPLE.getBytes(StandardCharsets.UTF_8))
            .post(DICTIONARIES + "/add-from-file");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.name");
  }

  @Test
  void aFileIsTakenInAFormOnly() {
    assertThat(
            request()
                .contentType(ContentType.JSON)
                .body("{\"name\": \"x\"}")
                .post(DICTIONARIES + "/add-from-file")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void rulesComeBackWithTheirDefaultsAndWhatTheDocumentDoesNotName() {
    var added =
        posted("/add-from-rules", "{\"name\": \"N\", \"y\": {\"z\": 1}, \"rules\": " + TWO + "}");

    var whole = read(added.path("id"));

    assertThat(whole.path("latest_version_id")).isEqualTo(added.path("version_id"));
    assertThat(whole.path("latest_version_rules_num").intValue()).isEqualTo(2);
    assertThat(whole.path("archived_time_unix").isNull()).isTrue();
    assertThat(whole.path("permission_on_resource").textValue()).isEqualTo("admin");
    assertThat(whole.at("/y/z").intValue()).isEqualTo(1);
    assertThat(whole.path("rules"))
        .isEqualTo(
            tree(
                """
                [{"type": "alias", "string_to_replace": "Thailand", "alias": "tie-land",
                  "case_sensitive": true, "word_boundaries": true},
                 {"type": "phoneme", "string_to_replace": "tomato", "phoneme": "T AH M EY T OW",
                  "alphabet": "cmu-arpabet", "case_sensitive": false, "word_boundaries": false,
                  "x": [1.0]}]
                """));
  }

  @Test
  void addedRulesTakeThePlaceOfThoseForTheSameText() {
    var added = posted("/add-from-rules", "{\"name\": \"N\", \"rules\": " + TWO + "}");
    var id = added.path("id").textValue();

    var extended =
        posted(
            "/" + id + "/add-rules",
            """
            {"rules": [{"type": "alias", "string_to_replace": "Thailand", "alias": "thai land"},
                       {"type": "alias", "string_to_replace": "UN", "alias": "United Nations"}]}
            """);

    assertThat(extended.path("id").textValue()).isEqualTo(id);
    assertThat(extended.path("version_rules_num").intValue()).isEqualTo(3);
    assertThat(extended.path("version_id")).isNotEqualTo(added.path("version_id"));
    assertThat(textsOf(id)).containsExactly("tomato", "Thailand", "UN");
  }

  @Test
  void rulesAreTakenAwayByTheirTextAndReplacedAsAWhole() {
    var id =
        posted("/add-from-rules", "{\"name\": \"N\", \"rules\": " + TWO + "}")
            .path("id")
            .textValue();

    posted("/" + id + "/remove-rules", "{\"rule_strings\": [\"tomato\", \"unknown\"]}");
    assertThat(textsOf(id)).containsExactly("Thailand");

    posted(
        "/" + id + "/set-rules",
        "{\"rules\": [{\"type\": \"alias\", \"string_to_replace\": \"UN\", \"alias\": \"u n\"}]}");
    assertThat(textsOf(id)).containsExactly("UN");
  }

  @Test
  void aVersionStaysAsItWas() {
    var added = upload("Fruit", LexiconTest.EXAMPLE);
    var before = request().get(download(added)).asByteArray();

    posted("/" + added.path("id").textValue() + "/set-rules", "{\"rules\": []}");

    assertThat(request().get(download(added)).asByteArray()).isEqualTo(before);
    assertThat(textsOf(added.path("id").textValue())).isEmpty();
  }

  @Test
  void aVersionOfAnotherDictionaryIsNotFound() {
    var one = upload("One", LexiconTest.EXAMPLE).path("id").textValue();
    var other = upload("Other", LexiconTest.EXAMPLE).path("version_id").textValue();

    var refusal = request().get(DICTIONARIES + "/" + one + "/" + other + "/download");

    assertThat(refusal.statusCode()).isEqualTo(404);
    assertThat(json(refusal).at("/detail/status").textValue())
        .isEqualTo("pronunciation_dictionary_version_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"rules\": []}', body.name",
    "'{\"name\": \"N\"}', body.rules",
    "'{\"name\": \"N\", \"rules\": [{\"type\": \"song\"}]}', body.rules.0",
    "'{\"name\": \"N\", \"rules\": [{\"type\": \"alias\", \"string_to_replace\": \"a\"}]}',"
        + " body.rules.0.alias",
    "'{\"name\": \"N\", \"rules\": [{\"type\": \"alias\", \"string_to_replace\": \"\","
        + " \"alias\": \"b\"}]}', body.rules.0.string_to_replace",
    "'{\"name\": \"N\", \"rules\": [{\"type\": \"alias\", \"string_to_replace\": \"a\","
        + " \"alias\": \"\\u0007\"}]}', body.rules.0.alias",
    "'{\"name\": \"N\", \"rules\": [{\"type\": \"phoneme\", \"string_to_replace\": \"a\","
        + " \"phoneme\": \"b\", \"alphabet\": \"x-sampa\"}]}', body.rules.0.alphabet",
    "'{\"name\": \"N\", \"rules\": [], \"workspace_access\": \"god\"}', body.workspace_access"
  })
  void whatIsWrongWithRulesIsNamed(String body, String flaw) {
    var refusal =
        request().contentType(ContentType.JSON).body(body).post(DICTIONARIES + "/add-from-rules");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly(flaw);
  }

  @Test
  void theListLeadsThroughAllDictionaries() {
    List<String> newestFirst = new ArrayList<>();
    for (var name : List.of("b", "a", "d", "c", "e")) {
      newestFirst.addFirst(upload(name, LexiconTest.EXAMPLE).path("id").textValue());
    }

    assertThat(walk("", "id")).containsExactlyElementsOf(newestFirst);
    assertThat(walk("&sort=name", "name")).containsExactly("a", "b", "c", "d", "e");
    assertThat(walk("&sort=name&sort_direction=descending", "name"))
        .containsExactly("e", "d", "c", "b", "a");
    assertThat(walk("&sort=creation_time_unix&sort_direction=ASCENDING", "name"))
        .containsExactly("b", "a", "d", "c", "e");
  }

  private List<String> walk(String order, String member) {
    List<String> walked = new ArrayList<>();
    var cursor = "";
    do {
      var page = json(request().get(DICTIONARIES + "?page_size=2&cursor=" + cursor + order));
      walked.addAll(page.path("pronunciation_dictionaries").findValuesAsText(member));
      cursor = page.path("next_cursor").asText("");
      assertThat(page.path("has_more").booleanValue()).isEqualTo(!cursor.isEmpty());
    } while (!cursor.isEmpty());
    return walked;
  }

  @ParameterizedTest
  @ValueSource(strings = {"page_size=0", "page_size=101", "sort=age", "cursor=nonsense"})
  void aSenselessParameterIsNamed(String parameter) {
    var refusal = request().get(DICTIONARIES + "?" + parameter);

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal))
        .containsExactly("query." + parameter.substring(0, parameter.indexOf('=')));
  }

  @Test
  void anArchivedDictionaryIsListedOnRequestOnly() {
    var id = upload("Old", LexiconTest.EXAMPLE).path("id").textValue();

    var archived = patched(id, "{\"archived\": true, \"name\": \"Older\"}");

    assertThat(archived.path("name").textValue()).isEqualTo("Older");
    assertThat(archived.path("archived_time_unix").longValue()).isPositive();
    assertThat(archived.has("rules")).isFalse();
    assertThat(walk("", "id")).isEmpty();
    assertThat(walk("&include_archived=true", "id")).containsExactly(id);
    assertThat(read(archived.path("id")).path("rules")).hasSize(2);
    assertThat(patched(id, "{\"archived\": false}").path("archived_time_unix").isNull()).isTrue();
    assertThat(walk("", "id")).containsExactly(id);
  }

  @Test
  void aDictionaryOfAnotherWorkspaceIsLikeAnUnknownOne() {
    var added = upload("Mine", LexiconTest.EXAMPLE);
    var mine = DICTIONARIES + "/" + added.path("id").textValue();

    assertThat(stranger().get(mine).statusCode()).isEqualTo(404);
    assertThat(stranger().get(download(added)).statusCode()).isEqualTo(404);
    assertThat(stranger().body("{\"name\": \"Yours\"}").patch(mine).statusCode()).isEqualTo(404);
    assertThat(stranger().body("{\"rules\": []}").post(mine + "/set-rules").statusCode())
        .isEqualTo(404);
    assertThat(stranger().body("{\"rules\": []}").post(mine + "/add-rules").statusCode())
        .isEqualTo(404);
    assertThat(stranger().body("{\"rule_strings\": []}").post(mine + "/remove-rules").statusCode())
        .isEqualTo(404);
    assertThat(json(stranger().get(DICTIONARIES)).path("pronunciation_dictionaries")).isEmpty();
    assertThat(json(request().get(mine)).path("name").textValue()).isEqualTo("Mine");
  }

  private static RequestSpecification stranger() {
    return given().contentType(ContentType.JSON).header(Workspace.HEADER, Ids.random("workspace_"));
  }

  private RequestSpecification request() {
    return given().header(Workspace.HEADER, workspace);
  }

  private JsonNode upload(String name, String file) {
    return json(
        request()
            .multiPart("name", name, "text/plain; charset=utf-8")
            .multiPart("file", "a.pls", file.getBytes(StandardCharsets.UTF_8), "text/xml")
            .post(DICTIONARIES + "/add-from-file")
            .then()
            .statusCode(200)
            .extract()
            .response());
  }

  private Response post(String file) {
    return request()
        .multiPart("name", "Wrong")
        .multiPart("file", "a.pls", file.getBytes(StandardCharsets.UTF_8), "text/xml")
        .post(DICTIONARIES + "/add-from-file");
  }

  private JsonNode posted(String path, String body) {
    return json(
        request()
            .contentType(ContentType.JSON)
            .body(body)
            .post(DICTIONARIES + path)
            .then()
            .statusCode(200)
            .extract()
            .response());
  }

  private JsonNode patched(String id, String body) {
    return json(
        request()
            .contentType(ContentType.JSON)
            .body(body)
            .patch(DICTIONARIES + "/" + id)
            .then()
            .statusCode(200)
            .extract()
            .response());
  }

  private JsonNode read(JsonNode id) {
    return json(
        request()
            .get(DICTIONARIES + "/" + id.textValue())
            .then()
            .statusCode(200)
            .extract()
            .response());
  }

  private List<String> textsOf(String id) {
    return json(request().get(DICTIONARIES + "/" + id))
        .path("rules")
        .findValuesAsText("string_to_replace");
  }

  private static String download(JsonNode added) {
    return "%s/%s/%s/download"
        .formatted(
            DICTIONARIES, added.path("id").textValue(), added.path("version_id").textValue());
  }

  private static List<String> flawsOf(Response refusal) {
    return StreamSupport.stream(json(refusal).path("detail").spliterator(), false)
        .map(
            flaw ->
                StreamSupport.stream(flaw.path("loc").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(".")))
        .toList();
  }

  private static JsonNode json(Response response) {
    return tree(new String(response.asByteArray(), StandardCharsets.UTF_8));
  }

  private static JsonNode tree(String json) {
    return Json.read(json, JsonNode.class);
  }
}
