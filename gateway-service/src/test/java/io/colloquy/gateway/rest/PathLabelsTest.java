package io.colloquy.gateway.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which paths requests are counted: never under one that holds an id. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class PathLabelsTest {

  private static final String OTHER = "/{other}";

  @ConfigProperty(name = "quarkus.micrometer.binder.http-server.match-patterns")
  List<String> patterns;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/convai/agents/%s",
        "/v1/convai/agents/%s/widget",
        "/v1/convai/conversations/%s/audio",
        "/v1/convai/knowledge-base/%s/chunk/7",
        "/v1/workspaces/%s/api-keys",
        "/v1/%s",
        "/v2/voices/%s",
        "/v1/convai/%s/of/nothing"
      })
  void anIdIsNoLabelWhoeverAsks(String path) {
    var id = Ids.random("secret_id_");
    given().get(path.formatted(id));
    given().header("xi-api-key", StubServices.API_KEY).get(path.formatted(id));

    assertThat(series()).isNotEmpty().noneMatch(line -> line.contains(id));
  }

  @Test
  void agentsAreCountedUnderTheirDocumentedPath() {
    given()
        .header("xi-api-key", StubServices.API_KEY)
        .get("/v1/convai/agents/agent_1")
        .then()
        .statusCode(200);

    assertThat(series()).anyMatch(line -> line.contains("uri=\"/v1/convai/agents/{agent_id}\""));
  }

  @Test
  void everyDocumentedPathHasALabelOfItsOwnKind() throws IOException {
    var id = Ids.random("x");
    for (var path : documented()) {
      var label = label(path.replaceAll("\\{[^}]*}", id));
      assertThat(label)
          .as("the entry of %s in match-patterns of application.properties", path)
          .doesNotContain(id)
          .isNotEqualTo(OTHER);
    }
  }

  /** As Micrometer's extension does it. */
  private String label(String path) {
    return patterns.stream()
        .map(pattern -> pattern.split("=", 2))
        .filter(pattern -> path.matches(pattern[0].strip()))
        .map(pattern -> pattern[1].strip())
        .findFirst()
        .orElse(path);
  }

  private static Set<String> documented() throws IOException {
    try (var file = PathLabelsTest.class.getResourceAsStream("openapi.json")) {
      var paths = Json.MAPPER.readTree(file).path("paths");
      Iterable<String> names = paths::fieldNames;
      return StreamSupport.stream(names.spliterator(), false).collect(Collectors.toSet());
    }
  }

  private static List<String> series() {
    var text = given().get("/q/metrics").asString();
    return Stream.of(text.split("\n"))
        .filter(line -> line.startsWith("http_server_requests"))
        .toList();
  }
}
