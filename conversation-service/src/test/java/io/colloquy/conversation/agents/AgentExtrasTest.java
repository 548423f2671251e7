package io.colloquy.conversation.agents;

import static io.colloquy.conversation.agents.AgentsApi.created;
import static io.colloquy.conversation.agents.AgentsApi.json;
import static io.colloquy.conversation.agents.AgentsApi.patched;
import static io.colloquy.conversation.agents.AgentsApi.read;
import static io.colloquy.conversation.agents.AgentsApi.resource;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class AgentExtrasTest {

  private static final String AGENT = "/v1/convai/agents/{id}";
  private static final String WORKSPACE = "x-colloquy-workspace";
  private static final byte[] PNG = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 1, 2, 3, (byte) 0xFF
  };

  @Test
  void aDuplicateHasAllThatTheFirstOneHasUnderAnotherIdAndName() {
    var first = created(resource("every-documented-field.json"));

    var second = json(duplicate(first, "{\"name\": \"Twin\"}")).path("agent_id").textValue();

    assertThat(second).startsWith("agent_").isNotEqualTo(first);
    var twin = core(read(second));
    assertThat(twin.path("name").textValue()).isEqualTo("Twin");
    var expected = core(read(first));
    expected.put("name", "Twin").withObject("/platform_settings/auth").putNull("shareable_token");
    assertThat(twin).isEqualTo(expected);
  }

  @Test
  void aDuplicateWithoutANameKeepsTheName() {
    var first = created("{\"name\": \"Ada\", \"conversation_config\": {}}");

    var second = json(duplicate(first, "{}")).path("agent_id").textValue();

    assertThat(read(second).path("name").textValue()).isEqualTo("Ada");
  }

  @Test
  void onlyAnAgentThatIsSharedHasALink() {
    var agentId = created("{\"conversation_config\": {}}");
    given().get(AGENT + "/link", agentId).then().statusCode(200).body("token", equalTo(null));

    patched(agentId, "{\"platform_settings\": {\"auth\": {\"shareable_token\": \"come-in\"}}}");

    given()
        .get(AGENT + "/link", agentId)
        .then()
        .statusCode(200)
        .body("agent_id", equalTo(agentId))
        .body("token.agent_id", equalTo(agentId))
        .body("token.conversation_token", equalTo("come-in"))
        .body("token.purpose", equalTo("shareable_link"));
  }

  @Test
  void aWidgetShowsHowTheAgentLooksAndNothingOfWhatItIsTold() {
    var agentId =
        created(
            """
            {"conversation_config": {
               "agent": {"first_message": "Hello", "language": "en",
                 "prompt": {"prompt": "The safe is behind the mirror."}},
               "conversation": {"text_only": true},
               "language_presets": {
                 "nl": {"overrides": {"agent": {"first_message": "Hallo"}}},
                 "ar": {"overrides": {},
                   "first_message_translation": {"source_hash": "h", "text": "Marhaban"}}}},
             "platform_settings": {
               "widget": {"variant": "compact", "bg_color": "#123456",
                 "text_contents": {"start_call": "Ring"},
                 "language_presets": {"nl": {"text_contents": {"start_call": "Bel"}}}},
               "overrides": {"conversation_config_override": {"agent": {"language": true}}}}}
            """);

    var answer = given().get(AGENT + "/widget", agentId).then().statusCode(200).extract();

    var config = json(answer.asString()).path("widget_config");
    assertThat(config.path("variant").textValue()).isEqualTo("compact");
    assertThat(config.path("bg_color").textValue()).isEqualTo("#123456");
    assertThat(config.at("/text_contents/start_call").textValue()).isEqualTo("Ring");
    assertThat(config.path("language").textValue()).isEqualTo("en");
    assertThat(config.path("first_message").textValue()).isEqualTo("Hello");
    assertThat(config.path("text_only").booleanValue()).isTrue();
    assertThat(config.path("supported_language_overrides"))
        .extracting(node -> node.textValue())
        .containsExactlyInAnyOrder("nl", "ar");
    assertThat(config.at("/language_presets/nl/first_message").textValue()).isEqualTo("Hallo");
    assertThat(config.at("/language_presets/nl/text_contents/start_call").textValue())
        .isEqualTo("Bel");
    assertThat(config.at("/language_presets/ar/first_message").textValue()).isEqualTo("Marhaban");
    assertThat(answer.asString()).doesNotContain("mirror");
  }

  @Test
  void aPictureIsShownByTheWidgetAndServedAsItCame() {
    var agentId = created("{\"conversation_config\": {}}");

    var url =
        upload(agentId, PNG)
            .then()
            .statusCode(200)
            .body("agent_id", equalTo(agentId))
            .body("avatar_url", startsWith("https://voice.example.com/v1/convai/agents/" + agentId))
            .extract()
            .<String>path("avatar_url");

    given()
        .get(AGENT + "/widget", agentId)
        .then()
        .body("widget_config.avatar.type", equalTo("image"))
        .body("widget_config.avatar.url", equalTo(url));
    var picture = given().get(AGENT + "/avatar", agentId);
    picture.then().statusCode(200).contentType("image/png");
    assertThat(picture.asByteArray()).isEqualTo(PNG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF", "RIFF....WAVE"})
  void whatIsNoPictureIsRefusedWhateverItIsCalled(String content) {
    var agentId = created("{\"conversation_config\": {}}");

    upload(agentId, content.getBytes(StandardCharsets.UTF_8))
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "avatar_file")));

    given()
        .get(AGENT + "/avatar", agentId)
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("avatar_not_found"));
  }

  @Test
  void anIdThatNobodyCanHaveIsNotFound() {
    for (var path : List.of("", "/link", "/widget", "/avatar")) {
      given()
          .urlEncodingEnabled(false)
          .get("/v1/convai/agents/agent_%00" + path)
          .then()
          .statusCode(404);
    }
  }

  @Test
  void anUploadWithoutItsFileSaysWhatIsMissing() {
    var agentId = created("{\"conversation_config\": {}}");

    given()
        .multiPart("picture", "x.png", PNG)
        .post(AGENT + "/avatar", agentId)
        .then()
        .statusCode(422)
        .body("detail[0].loc", equalTo(List.of("body", "avatar_file")))
        .body("detail[0].type", equalTo("missing"));
  }

  @Test
  void anotherWorkspaceSeesNothingOfAnAgent() {
    var agentId = created("{\"name\": \"Only ours\", \"conversation_config\": {}}");
    upload(agentId, PNG).then().statusCode(200);

    for (var path : List.of("", "/link", "/widget", "/avatar")) {
      elsewhere().get(AGENT + path, agentId).then().statusCode(404);
    }
    elsewhere().body("{\"name\": \"Theirs\"}").patch(AGENT, agentId).then().statusCode(404);
    elsewhere().body("{}").post(AGENT + "/duplicate", agentId).then().statusCode(404);
    elsewhere().delete(AGENT, agentId).then().statusCode(404);
    elsewhere()
        .queryParam("search", "Only ours")
        .get("/v1/convai/agents")
        .then()
        .body("agents", equalTo(List.of()));
    assertThat(read(agentId).path("name").textValue()).isEqualTo("Only ours");
  }

  @Test
  void agentsAreFoundByAnyOfSeveralTags() {
    var red = created("{\"tags\": [\"red\", \"x\"], \"conversation_config\": {}}");
    var blue = created("{\"tags\": [\"blue\"], \"conversation_config\": {}}");
    created("{\"tags\": [\"green\"], \"conversation_config\": {}}");

    given()
        .queryParam("tags", "red", "blue")
        .get("/v1/convai/agents")
        .then()
        .statusCode(200)
        .body("agents.agent_id", equalTo(List.of(blue, red)));
  }

  @Test
  void agentsAreFoundByWhoMadeThem() {
    created("{\"conversation_config\": {}}");

    given()
        .queryParam("created_by_user_id", "somebody_else")
        .get("/v1/convai/agents")
        .then()
        .body("agents", equalTo(List.of()));
    given()
        .queryParam("created_by_user_id", "@me")
        .get("/v1/convai/agents")
        .then()
        .body("agents.isEmpty()", equalTo(false));
  }

  private static io.restassured.specification.RequestSpecification elsewhere() {
    return given().header(WORKSPACE, "elsewhere").contentType(ContentType.JSON);
  }

  private static Response duplicate(String agentId, String body) {
    return given().contentType(ContentType.JSON).body(body).post(AGENT + "/duplicate", agentId);
  }

  /** As it comes through a gateway. */
  private static Response upload(String agentId, byte[] content) {
    return given()
        .header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "voice.example.com")
        .multiPart("avatar_file", "picture.png", content)
        .post(AGENT + "/avatar", agentId);
  }

  private static ObjectNode core(ObjectNode answer) {
    return answer.deepCopy().remove(List.of("agent_id", "metadata"));
  }
}
