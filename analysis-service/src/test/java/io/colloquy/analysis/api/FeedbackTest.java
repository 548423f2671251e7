package io.colloquy.analysis.api;

import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.colloquy.analysis.store.History;
import io.colloquy.contracts.Ids;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(BackboneResource.class)
class FeedbackTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String conversation = Ids.conversation();

  @Inject History history;

  @BeforeEach
  void aConversationIsKnown() {
    history.keep(Optional.empty(), started(conversation)).await().atMost(PATIENCE);
  }

  @Test
  void aConversationThatNobodyRatedHasNoScore() {
    read().body("metadata.feedback.overall_score", nullValue());
  }

  @Test
  void aThumbIsTheScoreOfTheConversation() {
    rate(conversation, "like").statusCode(200);

    read()
        .body("metadata.feedback.overall_score", equalTo("like"))
        .body("metadata.feedback.likes", equalTo(0))
        .body("metadata.feedback.dislikes", equalTo(0));
  }

  @Test
  void theLastWordCountsAndLaterEventsKeepIt() {
    rate(conversation, "like").statusCode(200);
    rate(conversation, "dislike").statusCode(200);
    history.keep(Optional.empty(), ended(conversation, 0)).await().atMost(PATIENCE);

    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> read().body("status", equalTo("done")));
    read().body("metadata.feedback.overall_score", equalTo("dislike"));
  }

  @Test
  void starsAndACommentAreKeptBesideAnEarlierThumb() {
    rate(conversation, "like").statusCode(200);
    send(conversation, "{\"rating\": 4, \"comment\": \"Quick.\"}").statusCode(200);
    send(conversation, "{\"rating\": 5}").statusCode(200);

    read()
        .body("metadata.feedback.overall_score", equalTo("like"))
        .body("metadata.feedback.rating", equalTo(5))
        .body("metadata.feedback.comment", equalTo("Quick."));
  }

  @Test
  void thereAreOneToFiveStars() {
    send(conversation, "{\"rating\": 6}")
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "rating")))
        .body("detail[0].type", equalTo("less_than_equal"));
  }

  @Test
  void feedbackThatSaysNothingIsRefused() {
    send(conversation, "{\"comment\": \"Hm.\"}")
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "feedback")))
        .body("detail[0].type", equalTo("missing"));
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() {
    send(conversation, "{\"feedback\":")
        .statusCode(422)
        .body("detail[0].type", equalTo("json_invalid"));
  }

  @Test
  void aThumbGoesUpOrDown() {
    rate(conversation, "superb")
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "feedback")))
        .body("detail[0].type", equalTo("enum"));
  }

  @Test
  void anUnknownConversationCannotBeRated() {
    rate("conv_none", "like")
        .statusCode(404)
        .body("detail.status", equalTo("conversation_not_found"));
  }

  @Test
  void aConversationOfAnotherWorkspaceCannotBeRated() {
    given()
        .header(Workspace.HEADER, "strangers")
        .contentType(ContentType.JSON)
        .body("{\"feedback\": \"like\"}")
        .post("/v1/convai/conversations/{id}/feedback", conversation)
        .then()
        .statusCode(404);

    read().body("metadata.feedback.overall_score", nullValue());
  }

  private ValidatableResponse read() {
    return given().get("/v1/convai/conversations/{id}", conversation).then().statusCode(200);
  }

  private static ValidatableResponse rate(String conversation, String score) {
    return send(conversation, "{\"feedback\": \"" + score + "\"}");
  }

  private static ValidatableResponse send(String conversation, String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/v1/convai/conversations/{id}/feedback", conversation)
        .then();
  }
}
