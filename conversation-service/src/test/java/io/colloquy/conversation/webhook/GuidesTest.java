package io.colloquy.conversation.webhook;

import static io.colloquy.conversation.Rest.done;
import static io.colloquy.conversation.Rest.json;
import static io.colloquy.conversation.Rest.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.conversation.Rest;
import io.colloquy.conversation.knowledge.Workshop;
import io.colloquy.conversation.outgoing.RecordingServer;
import io.colloquy.conversation.outgoing.RecordingServer.Reply;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.tools.ToolUse;
import io.colloquy.rest.Workspace;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows WT-01 to WT-11: the tools of the guides for Cal.com, Zendesk, HubSpot and Salesforce (pages
 * 054, 056, 057, 058), in the shape in which these print them, are taken and make exactly the
 * requests that these services want.
 */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@TestProfile(Workshop.class)
class GuidesTest {

  private static final String SECRET = "Basic dXNlcjpwYXNz";

  private final Rest rest = Rest.inNewWorkspace();

  @Inject WebhookUser webhooks;

  private RecordingServer server;

  /**
   * One use of a tool.
   *
   * @param line of the request
   * @param headers other than the secret one
   */
  record Use(String tool, String parameters, String line, List<String> headers, String body) {

    Use(String tool, String parameters, String line, List<String> headers) {
      this(tool, parameters, line, headers, "");
    }

    @Override
    public String toString() {
      return tool;
    }
  }

  private static final String JSON = "Content-Type: application/json";

  static Stream<Use> uses() {
    return Stream.of(calCom(), zendesk(), hubSpot(), salesforce()).flatMap(List::stream);
  }

  private static List<Use> calCom() {
    return List.of(
        new Use(
            "get_available_slots",
            """
            {"start": "2026-08-13T09:00:00Z", "end": "2026-08-13T17:00:00Z", "eventTypeId": 1351800}
            """,
            "GET /v2/slots?start=2026-08-13T09%3A00%3A00Z&end=2026-08-13T17%3A00%3A00Z"
                + "&eventTypeId=1351800 HTTP/1.1",
            List.of("Authorization: " + SECRET, "cal-api-version: 2024-09-04")),
        new Use(
            "book_meeting",
            """
            {"attendee": {"email": "ann@example.com", "timeZone": "Europe/London", "name": "Ann"},
             "eventTypeId": 1351801, "start": "2026-08-13T09:00:00Z"}
            """,
            "POST /v2/bookings HTTP/1.1",
            List.of("Authorization: " + SECRET, JSON, "cal-api-version: 2024-08-13"),
            "{\"start\":\"2026-08-13T09:00:00Z\",\"eventTypeId\":1351801,\"attendee\":"
                + "{\"name\":\"Ann\",\"email\":\"ann@example.com\",\"timeZone\":\"Europe/London\"}}"));
  }

  private static List<Use> zendesk() {
    var headers = List.of("Authorization: " + SECRET, JSON);
    return List.of(
        new Use(
            "zendesk_get_resolved_tickets",
            "{}",
            "GET /api/v2/search.json?query=type:ticket+status:solved HTTP/1.1",
            headers),
        new Use(
            "zendesk_get_ticket_comments",
            "{\"ticket_id\": 4711}",
            "GET /api/v2/tickets/4711/comments.json HTTP/1.1",
            headers),
        new Use(
            "zendesk_open_ticket",
            """
            {"ticket": {"subject": "DEMO: \\"No\\" sound", "comment": {"body": "It is silent.\\nÄ"},
                        "requester": {"name": "Ann", "email": "ann@example.com"}}}
            """,
            "POST /api/v2/tickets.js HTTP/1.1",
            headers,
            "{\"ticket\":{\"comment\":{\"body\":\"It is silent.\\nÄ\"},"
                + "\"subject\":\"DEMO: \\\"No\\\" sound\","
                + "\"requester\":{\"email\":\"ann@example.com\",\"name\":\"Ann\"}}}"));
  }

  private static List<Use> hubSpot() {
    var headers = List.of("Authorization: " + SECRET, JSON);
    return List.of(
        new Use(
            "search_contact",
            """
            {"filterGroups": [{"filters": [{"propertyName": "email", "operator": "CONTAINS_TOKEN",
                                            "value": "ann@example.com"}]}]}
            """,
            "POST /crm/v3/objects/contacts/search HTTP/1.1",
            headers,
            "{\"filterGroups\":[{\"filters\":[{\"value\":\"ann@example.com\","
                + "\"propertyName\":\"email\",\"operator\":\"CONTAINS_TOKEN\"}]}]}"),
        new Use(
            "get_previous_calls",
            "{\"CONTACT_ID\": \"12/3\"}",
            "GET /crm/v3/objects/contacts/12%2F3/associations/calls?limit=100 HTTP/1.1",
            List.of("Authorization: " + SECRET)),
        new Use(
            "get_call_content",
            "{\"inputs\": [{\"id\": 55}, {\"id\": \"56\"}], \"properties\": [\"hs_call_body\"]}",
            "POST /crm/v3/objects/calls/batch/read HTTP/1.1",
            headers,
            "{\"inputs\":[{\"id\":\"55\"},{\"id\":\"56\"}],\"properties\":[\"hs_call_body\"]}"),
        new Use(
            "create_ticket",
            """
            {"associations": [{"to": {"id": "12"}, "types": [
                {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": "16"}]}],
             "properties": {"content": "c", "subject": "s", "hs_pipeline": 0,
                            "hs_ticket_priority": "HIGH", "hs_pipeline_stage": "1"}}
            """,
            "POST /crm/v3/objects/tickets HTTP/1.1",
            headers,
            "{\"associations\":[{\"to\":{\"id\":\"12\"},\"types\":[{\"associationCategory\":"
                + "\"HUBSPOT_DEFINED\",\"associationTypeId\":16}]}],\"properties\":{"
                + "\"content\":\"c\",\"subject\":\"s\",\"hs_pipeline\":\"0\","
                + "\"hs_ticket_priority\":\"HIGH\",\"hs_pipeline_stage\":\"1\"}}"));
  }

  private static List<Use> salesforce() {
    return List.of(
        new Use(
            "salesforce_search_records",
            "{\"q\": \"SELECT Id FROM Account WHERE Name LIKE '%A+B%' AND X >= 1\"}",
            "GET /services/data/v58.0/query/?q=SELECT%20Id%20FROM%20Account%20WHERE%20Name%20LIKE"
                + "%20%27%25A%2BB%25%27%20AND%20X%20%3E%3D%201 HTTP/1.1",
            List.of(JSON)),
        new Use(
            "salesforce_get_record",
            "{\"object_type\": \"Contact\", \"record_id\": \"003A?b\"}",
            "GET /services/data/v58.0/sobjects/Contact/003A%3Fb HTTP/1.1",
            List.of(JSON)),
        new Use(
            "salesforce_create_record",
            "{\"object_type\": \"Lead\", \"LastName\": \"Ray\", \"Email\": \"ann@example.com\"}",
            "POST /services/data/v58.0/sobjects/Lead/ HTTP/1.1",
            List.of(JSON),
            "{\"LastName\":\"Ray\",\"Email\":\"ann@example.com\"}"));
  }

  @BeforeEach
  void start() throws IOException {
    server = new RecordingServer(_ -> Reply.json("{\"done\": true}"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("uses")
  void aGuidesToolMakesTheRequestThatItsServiceWants(Use use) throws Exception {
    var result = use(imported(use.tool()), use.parameters());

    assertThat(result.value()).isEqualTo("{\"done\": true}");
    var request = server.only();
    assertThat(request.line()).isEqualTo(use.line());
    assertThat(request.body()).isEqualTo(use.body());
    List<String> headers = new ArrayList<>(use.headers());
    if (!use.body().isEmpty()) {
      headers.add("content-length: " + use.body().getBytes(StandardCharsets.UTF_8).length);
    }
    assertThat(request.ownHeaders()).containsExactlyInAnyOrderElementsOf(headers);
    assertThat(result.toString()).doesNotContain(SECRET, "dXNlcjpwYXNz");
  }

  @Test
  void withoutAParameterOfThePathNothingIsSent() throws Exception {
    var result = use(imported("zendesk_get_ticket_comments"), "{}");

    assertThat(result.isError()).isTrue();
    assertThat(result.value()).isEqualTo("The parameter 'ticket_id' is missing.");
    assertThat(server.connections()).isZero();
  }

  /** The tool's configuration as it is announced after its import, but with this server's host. */
  private ObjectNode imported(String name) {
    var secret =
        done(rest.post(
                "/v1/convai/secrets",
                "{\"type\": \"new\", \"name\": \"key\", \"value\": \"%s\"}".formatted(SECRET)))
            .path("secret_id")
            .asText();
    var printed = resource("/tools/guides/" + name + ".json");
    var tool =
        printed
            .replace("YOUR SECRET", secret)
            .replaceFirst("\"url\": \"https://[^/]+", "\"url\": \"" + server.url());
    return (ObjectNode) done(rest.post("/v1/convai/tools", tool)).path("tool_config");
  }

  private ToolResult use(ObjectNode config, String parameters) throws InterruptedException {
    return webhooks.use(
        new ToolUse(
            new Workspace(rest.workspace()),
            "conv_1",
            "call_1",
            config,
            json(parameters),
            Map.of()));
  }
}
