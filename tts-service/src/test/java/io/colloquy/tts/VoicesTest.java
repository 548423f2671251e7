package io.colloquy.tts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine with flite and espeak-ng. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class VoicesTest {

  @Test
  void theVoicesAreThoseOfTheEnginesAndTheDefaultOfAgents() {
    given()
        .get("/v1/voices")
        .then()
        .statusCode(200)
        .body("voices.voice_id", hasItems("slt", "espeak-de", "cjVigY5qzO86Huf0OWal"));
  }

  @Test
  void aVoiceIsDescribed() {
    given()
        .get("/v1/voices/awb")
        .then()
        .statusCode(200)
        .body("voice_id", equalTo("awb"))
        .body("category", equalTo("premade"))
        .body("labels.accent", equalTo("scottish"))
        .body("labels.engine", equalTo("flite"))
        .body("settings.speed", equalTo(1f));
    given()
        .get("/v1/voices/nobody")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("voice_not_found"));
  }

  @Test
  void aSearchLooksAtEverythingThatIsTold() {
    given()
        .get("/v2/voices?search=SCOTTISH")
        .then()
        .statusCode(200)
        .body("voices.voice_id", contains("awb"))
        .body("total_count", equalTo(1))
        .body("has_more", equalTo(false))
        .body("next_page_token", nullValue());
    given().get("/v2/voices?search=german").then().body("voices.voice_id", contains("espeak-de"));
  }

  @Test
  void pagesTogetherAreTheWholeList() {
    List<String> seen = new ArrayList<>();
    var next = "";
    do {
      var page = given().get("/v2/voices?page_size=7&next_page_token=" + next).jsonPath();
      seen.addAll(page.getList("voices.voice_id", String.class));
      next = page.getString("next_page_token");
      assertThat(page.getBoolean("has_more")).isEqualTo(next != null);
    } while (next != null);
    assertThat(seen)
        .isEqualTo(given().get("/v1/voices").jsonPath().getList("voices.voice_id", String.class));
  }

  @Test
  void voicesAreSortedByNameOnRequest() {
    var names =
        given()
            .get("/v2/voices?sort=name&sort_direction=desc&page_size=100")
            .jsonPath()
            .getList("voices.name", String.class);
    assertThat(names).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER.reversed());
  }

  @Test
  void onlyTheNamedVoicesAreGiven() {
    given()
        .get("/v2/voices?voice_ids=rms&voice_ids=espeak-fr&voice_ids=nobody")
        .then()
        .body("voices.voice_id", contains("rms", "espeak-fr"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"category=cloned", "voice_type=personal"})
  void nobodyMadeAVoiceHere(String filter) {
    given().get("/v2/voices?" + filter).then().statusCode(200).body("voices", empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"page_size=0", "page_size=101", "page_size=x", "next_page_token=~~"})
  void aSenselessParameterIsNamed(String parameter) {
    given()
        .get("/v2/voices?" + parameter)
        .then()
        .statusCode(422)
        .body("detail[0].loc", contains("query", parameter.substring(0, parameter.indexOf('='))));
  }
}
