package io.colloquy.tts.dictionary;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.agent.TtsSettings.PronunciationDictionaryLocator;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Dictionaries that were made over REST, as a voice finds them. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class StoredWordbooksTest {

  @Inject private Wordbooks wordbooks;

  private final String workspace = Ids.random("workspace_");

  @Test
  void severalDictionariesAreFoundByTheirIdsAlone() {
    var first = add("UN", "United Nations").getString("id");
    var second = add("EU", "European Union").getString("id");

    assertThat(said("UN EU", locator(first), locator(second)))
        .isEqualTo("United Nations European Union");
    assertThat(said("UN EU", locator(second))).isEqualTo("UN European Union");
  }

  @Test
  void aVersionStaysAsItWasAndTheLatestFollowsItsChanges() {
    var made = add("UN", "United Nations");
    var id = made.getString("id");
    var fixed = locator(id, made.getString("version_id"));
    assertThat(said("UN", locator(id))).isEqualTo("United Nations");

    post("/" + id + "/set-rules", "{\"rules\": [%s]}".formatted(rule("UN", "you know")));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(said("UN", locator(id))).isEqualTo("you know"));
    assertThat(said("UN", fixed)).isEqualTo("United Nations");
  }

  @Test
  void whatIsNotThereCountsAsEmpty() {
    var there = add("UN", "United Nations");
    var other = add("EU", "European Union");

    assertThat(
            said(
                "UN",
                locator("pdict_nobody"),
                locator(there.getString("id"), other.getString("version_id")),
                locator(there.getString("id"), "pdver_nobody")))
        .isEqualTo("UN");
    assertThat(said("UN", locator("pdict_nobody"), locator(there.getString("id"))))
        .isEqualTo("United Nations");
  }

  private String said(String text, PronunciationDictionaryLocator... locators) {
    return wordbooks.of(List.of(locators)).apply(text, true).rewriting().after();
  }

  private static PronunciationDictionaryLocator locator(String id) {
    return new PronunciationDictionaryLocator(id, Optional.empty(), Map.of());
  }

  private static PronunciationDictionaryLocator locator(String id, String version) {
    return new PronunciationDictionaryLocator(id, Optional.of(version), Map.of());
  }

  private JsonPath add(String written, String alias) {
    return post(
        "/add-from-rules",
        "{\"name\": \"Words\", \"rules\": [%s]}".formatted(rule(written, alias)));
  }

  private static String rule(String written, String alias) {
    return "{\"type\": \"alias\", \"string_to_replace\": \"%s\", \"alias\": \"%s\"}"
        .formatted(written, alias);
  }

  private JsonPath post(String path, String body) {
    return given()
        .header(Workspace.HEADER, workspace)
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/pronunciation-dictionaries" + path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
