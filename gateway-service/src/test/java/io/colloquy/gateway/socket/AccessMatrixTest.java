package io.colloquy.gateway.socket;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.gateway.StubServices;
import io.colloquy.gateway.access.Ticket;
import io.colloquy.gateway.access.Tickets;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may talk to whom (page 015): each kind of agent, whatever a client can show, from each kind
 * of page. The agents are those of {@link FakeOwner}.
 */
@QuarkusTest
class AccessMatrixTest extends SocketTest {

  private static final String LOCKED = "this agent requires a valid API key";
  private static final String SPENT =
      "the signed URL is not valid, has expired or was used already";
  private static final Map<String, RawSocket.Closed> REFUSALS =
      Map.of(
          "no key", new RawSocket.Closed(3000, LOCKED),
          "no signature", new RawSocket.Closed(3000, SPENT),
          "no page of ours",
              new RawSocket.Closed(1008, "pages of this host may not call this agent"),
          "no agent", new RawSocket.Closed(1008, "there is no agent with this agent_id"));

  @Inject Tickets tickets;

  @ParameterizedTest(name = "{0}: {1}, shown {2}, from {3} -> {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        // A public agent
        "AU-01 | agent_talking  | nothing                   | no page | public",
        "AU-01 | agent_of_others | nothing                  | no page | public",
        "AU-18 | agent_talking  | nothing                   | https://any.example | public",
        "AU-22 | agent_talking  | key                       | no page | authorization_header",
        "AU-22 | agent_talking  | signature                 | no page | signed_url",
        "AU-02 | agent_talking  | wrong key                 | no page | no key",
        "AU-10 | agent_talking  | wrong signature           | no page | no signature",
        "      | agent_of_others | key                      | no page | no agent",
        "      | agent_talking  | key of another workspace  | no page | no agent",
        // A private agent
        "AU-02 | agent_private  | nothing                   | no page | no key",
        "AU-02 | agent_private  | wrong key                 | no page | no key",
        "AU-02 | agent_private  | key                       | no page | authorization_header",
        "      | agent_private  | key of another workspace  | no page | no agent",
        "AU-03 | agent_private  | signature                 | no page | signed_url",
        "AU-04 | agent_private  | signature as token        | no page | signed_url",
        "AU-05 | agent_private  | signature of a moment ago | no page | signed_url",
        "AU-05 | agent_private  | expired signature         | no page | no signature",
        "AU-07 | agent_private  | signature twice           | no page | signed_url",
        "AU-08 | agent_private  | signature for one         | no page | signed_url",
        "AU-08 | agent_private  | signature for one twice   | no page | no signature",
        "AU-10 | agent_private  | signature of another agent | no page | no signature",
        "AU-10 | agent_private  | signature of another workspace | no page | no signature",
        "AU-10 | agent_private  | signature with one byte forged | no page | no signature",
        "AU-10 | agent_private  | claims with one byte forged    | no page | no signature",
        "AU-13 | agent_private  | shareable token           | no page | shareable_link",
        "AU-13 | agent_private  | wrong shareable token     | no page | no signature",
        "AU-13 | agent_talking  | shareable token           | no page | no signature",
        "AU-20 | agent_private  | signature                 | https://any.example | signed_url",
        // A public agent with an allowlist
        "AU-15 | agent_listed   | nothing      | https://example.com          | public",
        "AU-15 | agent_listed   | nothing      | https://evil.net             | no page of ours",
        "AU-16 | agent_listed   | nothing      | https://app.example.com      | no page of ours",
        "AU-16 | agent_listed   | nothing      | https://example.com:8443     | no page of ours",
        "AU-16 | agent_listed   | nothing      | https://example.com.evil.com | no page of ours",
        "AU-17 | agent_listed   | nothing      | no page                      | no page of ours",
        "AU-17 | agent_listed   | key          | no page           | authorization_header",
        "AU-17 | agent_listed   | signature    | no page           | signed_url",
        "AU-18 | agent_listed   | nothing      | HTTPS://EXAMPLE.COM:443 | public",
        "AU-19 | agent_listed   | key          | https://evil.net  | no page of ours",
        // A private agent with an allowlist: both are needed
        "AU-19 | agent_listed_private | nothing           | https://example.com | no key",
        "AU-19 | agent_listed_private | nothing           | https://evil.net    | no key",
        "AU-19 | agent_listed_private | expired signature | https://example.com | no signature",
        "AU-19 | agent_listed_private | signature         | https://evil.net    | no page of ours",
        "AU-19 | agent_listed_private | signature         | https://example.com | signed_url",
        "AU-17 | agent_listed_private | signature         | no page             | signed_url",
      })
  void letsInWhomItMay(String row, String agent, String shown, String page, String outcome)
      throws IOException {
    var headers = new ArrayList<String>();
    var query = "?agent_id=" + agent + show(shown, agent, headers);
    if (!page.equals("no page")) {
      headers.add("Origin: " + page);
    }
    if (shown.endsWith("twice")) {
      try (var first = openWith(query, headers.toArray(String[]::new))) {
        assertThat(first.begin()).isNotEmpty();
      }
    }
    try (var socket = openWith(query, headers.toArray(String[]::new))) {
      if (REFUSALS.containsKey(outcome)) {
        assertThat(socket.awaitClose()).isEqualTo(REFUSALS.get(outcome));
      } else {
        var opened = owner.awaitInput(socket.begin(), EdgeInput.Opened.class);
        assertThat(opened.authorizationMethod()).isEqualTo(outcome);
      }
    }
  }

  /** What goes into the query; keys go into the headers. */
  private String show(String shown, String agent, List<String> headers) {
    String key = "xi-api-key: ";
    switch (shown) {
      case "key" -> headers.add(key + StubServices.API_KEY);
      case "wrong key" -> headers.add(key + "key-that-nobody-has-0123456789");
      case "key of another workspace" -> headers.add(key + foreignKey());
      default -> {}
    }
    var name = shown.equals("signature as token") ? "&token=" : "&conversation_signature=";
    return secret(shown, agent).map(secret -> name + secret).orElse("");
  }

  private Optional<String> secret(String shown, String agent) {
    var soon = Instant.now().plusSeconds(60);
    return Optional.ofNullable(
        switch (shown) {
          case "signature", "signature as token", "signature twice" -> signed(agent, soon);
          // 15 minutes are checked on a clock that stands still, in TicketsTest.
          case "signature of a moment ago" -> signed(agent, Instant.now().plusSeconds(5));
          case "expired signature" -> signed(agent, Instant.now().minusSeconds(1));
          case "signature for one", "signature for one twice" ->
              tickets.sign(new Ticket(agent, "default", Optional.of(Ids.conversation()), soon));
          case "signature of another agent" -> signed("agent_talking", soon);
          case "signature of another workspace" ->
              tickets.sign(new Ticket(agent, "ws_others", Optional.empty(), soon));
          case "signature with one byte forged" -> forged(signed(agent, soon), '.', 2);
          case "claims with one byte forged" -> forged(signed(agent, soon), '.', 1);
          case "wrong signature" -> "forged";
          case "shareable token" -> "come-in";
          case "wrong shareable token" -> "come-out";
          default -> null;
        });
  }

  private String signed(String agent, Instant until) {
    return tickets.sign(new Ticket(agent, "default", Optional.empty(), until));
  }

  /** Another letter after the n-th of these. */
  private static String forged(String text, char mark, int n) {
    int at = -1;
    for (int i = 0; i < n; i++) {
      at = text.indexOf(mark, at + 1);
    }
    at += 3;
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    return text.substring(0, at) + other + text.substring(at + 1);
  }

  private static String foreignKey() {
    String workspace =
        operator("{\"name\":\"Others\"}").post("/v1/workspaces").path("workspace_id");
    return operator("{\"name\":\"theirs\"}")
        .post("/v1/workspaces/" + workspace + "/api-keys")
        .path("api_key");
  }

  private static RequestSpecification operator(String body) {
    return given()
        .header("xi-api-key", StubServices.API_KEY)
        .contentType("application/json")
        .body(body);
  }
}
