package io.colloquy.analysis;

import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.analysis.agents.Agents;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in one workspace cannot be seen from another. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class WorkspacesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONVERSATIONS = "/v1/convai/conversations";

  private final String conversation = Ids.conversation();
  private final String mine = Ids.random("workspace_");

  @Inject Agents agents;

  @Test
  void aConversationIsInTheWorkspaceThatItsEventsName() {
    callIn(mine);

    assertThat(listed(mine)).containsExactly(conversation);
    assertThat(listed(Workspace.DEFAULT)).doesNotContain(conversation);
    assertThat(get("strangers").statusCode()).isEqualTo(404);
    assertThat(delete("strangers").statusCode()).isEqualTo(404);
    assertThat(get(mine).statusCode()).isEqualTo(200);
    assertThat(delete(mine).statusCode()).isEqualTo(200);
    assertThat(get(mine).statusCode()).isEqualTo(404);
  }

  @Test
  void aConversationWhoseEventsNameNoneIsInTheDefaultWorkspace() {
    try (var publisher = new Publisher()) {
      publisher.publish(started(conversation));
    }
    await().atMost(PATIENCE).until(() -> get(Workspace.DEFAULT).statusCode() == 200);

    assertThat(given().get(CONVERSATIONS + "/" + conversation).statusCode()).isEqualTo(200);
    assertThat(get(mine).statusCode()).isEqualTo(404);
  }

  @Test
  void oneEventThatNamesTheWorkspaceIsEnough() {
    try (var publisher = new Publisher()) {
      publisher.publish(turn(conversation, 0));
      publisher.publish(ended(conversation, 1));
      publish(publisher, started(conversation).event(Instant.now()).encode(), mine);
    }

    await().atMost(PATIENCE).until(() -> get(mine).statusCode() == 200);
    assertThat(get(Workspace.DEFAULT).statusCode()).isEqualTo(404);
  }

  @Test
  void aConversationWhoseEventsNameNoneIsWhereItsAgentIs() {
    var agent = Ids.agent();
    try (var publisher = new Publisher()) {
      publisher.publish(
          Topics.AGENTS,
          agent,
          Map.of(Workspace.HEADER, mine),
          "{\"agent_id\": \"" + agent + "\", \"name\": \"Ada\"}");
      await().atMost(PATIENCE).until(() -> agents.ownerOf(agent).isPresent());
      publisher.publish(started(conversation, agent, START, Optional.empty()));
    }

    await().atMost(PATIENCE).until(() -> get(mine).statusCode() == 200);
    assertThat(get(Workspace.DEFAULT).statusCode()).isEqualTo(404);
  }

  private void callIn(String workspace) {
    try (var publisher = new Publisher()) {
      publish(publisher, started(conversation).event(Instant.now()).encode(), workspace);
    }
    await().atMost(PATIENCE).until(() -> get(workspace).statusCode() == 200);
  }

  private void publish(Publisher publisher, Packet packet, String workspace) {
    var headers = new HashMap<>(packet.headers());
    headers.put(Workspace.HEADER, workspace);
    publisher.publish(
        Topics.CONVERSATIONS,
        conversation,
        headers,
        new String(packet.body(), StandardCharsets.UTF_8));
  }

  private Response get(String workspace) {
    return given().header(Workspace.HEADER, workspace).get(CONVERSATIONS + "/" + conversation);
  }

  private Response delete(String workspace) {
    return given().header(Workspace.HEADER, workspace).delete(CONVERSATIONS + "/" + conversation);
  }

  private static List<String> listed(String workspace) {
    return given()
        .header(Workspace.HEADER, workspace)
        .queryParam("page_size", 100)
        .get(CONVERSATIONS)
        .jsonPath()
        .getList("conversations.conversation_id");
  }
}
