package io.colloquy.conversation.agents;

import static io.colloquy.conversation.agents.AgentsApi.created;
import static io.colloquy.conversation.agents.AgentsApi.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentListTest {

  private static final int COUNT = 250;
  private static final String SERIES = "Series 100%_!";

  private final List<String> ids = new ArrayList<>();

  /** Once; Quarkus tells a test the port only from the first test on, not before all. */
  @BeforeEach
  void createAgents() {
    for (int i = ids.size(); i < COUNT; i++) {
      // Two of each name, so that the id has ties to settle.
      ids.add(
          created(
              """
              {"name": "%s no. %03d", "tags": ["t%d"], "conversation_config":
                {"tts": {"voice_id": "voice-%d"}}, "platform_settings": {"archived": %s}}
              """
                  .formatted(SERIES, i / 2, i, i, i % 10 == 0)));
    }
  }

  @ParameterizedTest
  @CsvSource({"created_at, asc, 30", "created_at, desc, 100", "name, asc, 7", "name, desc, 100"})
  void pagingMeetsEveryAgentOnceAndInOrder(String sortBy, String direction, int pageSize) {
    var all =
        all(
            Map.of(
                "search",
                SERIES.toLowerCase(Locale.ROOT),
                "sort_by",
                sortBy,
                "sort_direction",
                direction,
                "page_size",
                pageSize));

    assertThat(all)
        .extracting(agent -> agent.path("agent_id").textValue())
        .containsExactlyInAnyOrderElementsOf(ids);
    if (sortBy.equals("name")) {
      Comparator<String> order = Comparator.naturalOrder();
      assertThat(all)
          .extracting(agent -> agent.path("name").textValue())
          .isSortedAccordingTo(direction.equals("asc") ? order : order.reversed());
    } else {
      assertThat(all)
          .extracting(agent -> agent.path("agent_id").textValue())
          .containsExactlyElementsOf(direction.equals("asc") ? ids : ids.reversed());
    }
  }

  @Test
  void aSummaryHoldsWhatClientsDemand() {
    var summary = all(Map.of("search", SERIES + " no. 007", "sort_direction", "asc")).getFirst();

    assertThat(summary.path("agent_id").textValue()).isEqualTo(ids.get(14));
    assertThat(summary.path("voice_id").textValue()).isEqualTo("voice-14");
    assertThat(summary.at("/tags/0").textValue()).isEqualTo("t14");
    assertThat(summary.path("created_at_unix_secs").isIntegralNumber()).isTrue();
    assertThat(summary.at("/access_info/is_creator").isBoolean()).isTrue();
    assertThat(summary.at("/access_info/creator_name").isTextual()).isTrue();
    assertThat(summary.at("/access_info/creator_email").isTextual()).isTrue();
    assertThat(summary.at("/access_info/role").textValue()).isEqualTo("admin");
    assertThat(summary.path("archived").isBoolean()).isTrue();
    assertThat(summary.has("last_call_time_unix_secs")).isTrue();
  }

  @Test
  void thirtyAgentsArriveUnlessMoreAreAskedFor() {
    assertThat(page(Map.of("search", SERIES)).path("agents")).hasSize(30);
    assertThat(page(Map.of("search", SERIES, "page_size", 1)).path("agents")).hasSize(1);
  }

  @Test
  void theLastPageSaysSo() {
    var page = page(Map.of("search", SERIES + " no. 124", "page_size", 2));

    assertThat(page.path("agents")).hasSize(2);
    assertThat(page.path("has_more").booleanValue()).isFalse();
    assertThat(page.path("next_cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%_! no. 003", "SERIES 100%_! NO. 003", "no. 003"})
  void theSearchTakesAPartOfTheNameLiterally(String part) {
    assertThat(all(Map.of("search", part)))
        .extracting(agent -> agent.path("name").textValue())
        .containsOnly(SERIES + " no. 003");
  }

  @Test
  void signsOfThePatternLanguageMeanThemselves() {
    assertThat(all(Map.of("search", "Series%no"))).isEmpty();
    assertThat(all(Map.of("search", "Series_100"))).isEmpty();
  }

  @Test
  void archivedAgentsCanBeChosenOrLeftOut() {
    assertThat(all(Map.of("search", SERIES, "archived", true))).hasSize(25);
    assertThat(all(Map.of("search", SERIES, "archived", false))).hasSize(225);
  }

  @Test
  void anAgentCreatedWhilePagingDisturbsNoPage() {
    Map<String, Object> query = Map.of("search", SERIES, "sort_direction", "asc", "page_size", 100);
    var first = page(query);
    var late = created("{\"name\": \"%s late\", \"conversation_config\": {}}".formatted(SERIES));

    var rest = following(query, first);

    assertThat(rest)
        .extracting(agent -> agent.path("agent_id").textValue())
        .hasSize(151)
        .endsWith(late)
        .doesNotHaveDuplicates();
    AgentsApi.delete(late).then().statusCode(200);
  }

  @Test
  void aCursorOfAnotherOrderIsRefused() {
    var cursor = page(Map.of("search", SERIES)).path("next_cursor").textValue();

    var response =
        given().queryParam("sort_by", "name").queryParam("cursor", cursor).get("/v1/convai/agents");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(AgentsApi.flawsOf(response)).containsExactly("query.cursor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "many", "9999999999"})
  void aPageHasOneToAHundredAgents(String pageSize) {
    var response = given().queryParam("page_size", pageSize).get("/v1/convai/agents");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(AgentsApi.flawsOf(response)).containsExactly("query.page_size");
  }

  @Test
  void parametersOfNewerClientsAreNoError() {
    given()
        .queryParam("show_only_owned_agents", true)
        .queryParam("created_by_user_id", "u")
        .queryParam("archived", "")
        .get("/v1/convai/agents")
        .then()
        .statusCode(200);
  }

  private static List<JsonNode> all(Map<String, Object> query) {
    var first = page(query);
    List<JsonNode> all = new ArrayList<>(agents(first));
    all.addAll(following(query, first));
    return all;
  }

  private static List<JsonNode> following(Map<String, Object> query, ObjectNode first) {
    List<JsonNode> all = new ArrayList<>();
    var page = first;
    while (page.path("has_more").booleanValue()) {
      Map<String, Object> next = new HashMap<>(query);
      next.put("cursor", page.path("next_cursor").textValue());
      page = page(next);
      all.addAll(agents(page));
    }
    return all;
  }

  private static List<JsonNode> agents(ObjectNode page) {
    return StreamSupport.stream(page.path("agents").spliterator(), false).toList();
  }

  private static ObjectNode page(Map<String, Object> query) {
    return json(
        given()
            .queryParams(query)
            .get("/v1/convai/agents")
            .then()
            .statusCode(200)
            .extract()
            .response());
  }
}
