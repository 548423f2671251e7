package io.colloquy.gateway.access;

import static io.colloquy.gateway.access.Doorkeeper.Verdict.NOT_AUTHORIZED;
import static io.colloquy.gateway.access.Doorkeeper.Verdict.UNKNOWN_AGENT;
import static io.colloquy.gateway.access.Doorkeeper.Verdict.WELCOME;
import static io.colloquy.gateway.access.Doorkeeper.Verdict.WRONG_ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.access.Doorkeeper.Proof;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorkeeperTest {

  private static final Optional<String> NO_PAGE = Optional.empty();
  private static final Proof NOTHING = new Proof.None();
  private static final Proof KEY = key("default");
  private static final Proof SIGNATURE = signature("agent_1", "default");

  private final OwnedAgent open = agent("{}");
  private final OwnedAgent closed = agent("{\"enable_auth\":true}");
  private final OwnedAgent listed =
      agent("{\"allowlist\":[{\"hostname\":\"Example.com\"},{\"hostname\":\"localhost:3000\"}]}");
  private final OwnedAgent closedAndListed =
      agent("{\"enable_auth\":true,\"allowlist\":[{\"hostname\":\"example.com\"}]}");

  @Test
  void anOpenAgentTalksToEverybody() {
    assertThat(Doorkeeper.judge(open, NOTHING, NO_PAGE)).isEqualTo(WELCOME);
    assertThat(Doorkeeper.judge(open, NOTHING, Optional.of("https://a.b"))).isEqualTo(WELCOME);
  }

  @Test
  void aClosedAgentAsksForAProof() {
    assertThat(Doorkeeper.judge(closed, NOTHING, NO_PAGE)).isEqualTo(NOT_AUTHORIZED);
    assertThat(Doorkeeper.judge(closed, KEY, NO_PAGE)).isEqualTo(WELCOME);
    assertThat(Doorkeeper.judge(closed, SIGNATURE, NO_PAGE)).isEqualTo(WELCOME);
  }

  @Test
  void aKeyOfAnotherWorkspaceFindsNoAgentNotEvenAnOpenOne() {
    assertThat(Doorkeeper.judge(open, key("ws_other"), NO_PAGE)).isEqualTo(UNKNOWN_AGENT);
    assertThat(Doorkeeper.judge(closed, key("ws_other"), NO_PAGE)).isEqualTo(UNKNOWN_AGENT);
  }

  @Test
  void aSignatureForAnotherAgentIsNone() {
    assertThat(Doorkeeper.judge(open, signature("agent_2", "default"), NO_PAGE))
        .isEqualTo(NOT_AUTHORIZED);
    assertThat(Doorkeeper.judge(open, signature("agent_1", "ws_other"), NO_PAGE))
        .isEqualTo(NOT_AUTHORIZED);
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com, WELCOME",
    "http://EXAMPLE.com, WELCOME",
    "HTTPS://EXAMPLE.COM:443, WELCOME",
    "http://example.com:80, WELCOME",
    "https://example.com:80, WRONG_ORIGIN",
    "https://example.com:8443, WRONG_ORIGIN",
    "http://localhost:3000, WELCOME",
    "http://localhost, WRONG_ORIGIN",
    "http://localhost:3001, WRONG_ORIGIN",
    "https://a.example.com, WRONG_ORIGIN",
    "https://example.com.evil.net, WRONG_ORIGIN",
    "null, WRONG_ORIGIN"
  })
  void anAllowlistIsMatchedHostByHost(String origin, Doorkeeper.Verdict verdict) {
    assertThat(Doorkeeper.judge(listed, NOTHING, Optional.of(origin))).isEqualTo(verdict);
    assertThat(Doorkeeper.judge(listed, KEY, Optional.of(origin))).isEqualTo(verdict);
  }

  @Test
  void aProgramThatHasNoPageNeedsAProofWhereThereIsAnAllowlist() {
    assertThat(Doorkeeper.judge(listed, NOTHING, NO_PAGE)).isEqualTo(WRONG_ORIGIN);
    assertThat(Doorkeeper.judge(listed, SIGNATURE, NO_PAGE)).isEqualTo(WELCOME);
  }

  @Test
  void aClosedAgentWithAnAllowlistAsksForBoth() {
    var page = Optional.of("https://example.com");
    assertThat(Doorkeeper.judge(closedAndListed, NOTHING, page)).isEqualTo(NOT_AUTHORIZED);
    assertThat(Doorkeeper.judge(closedAndListed, SIGNATURE, page)).isEqualTo(WELCOME);
    assertThat(Doorkeeper.judge(closedAndListed, SIGNATURE, Optional.of("https://evil.net")))
        .isEqualTo(WRONG_ORIGIN);
  }

  @Test
  void theTokenOfAShareableLinkOpensItsAgentAsLongAsTheAgentHasIt() {
    var shared = agent("{\"enable_auth\":true,\"shareable_token\":\"come-in\"}");
    var link = new Proof.Shared("come-in");
    assertThat(Doorkeeper.judge(shared, link, NO_PAGE)).isEqualTo(WELCOME);
    assertThat(Doorkeeper.judge(shared, new Proof.Shared("come"), NO_PAGE))
        .isEqualTo(NOT_AUTHORIZED);
    assertThat(Doorkeeper.judge(agent("{\"enable_auth\":true}"), link, NO_PAGE))
        .isEqualTo(NOT_AUTHORIZED);
  }

  @Test
  void anEmptyTokenIsNoLink() {
    var unshared = agent("{\"enable_auth\":true,\"shareable_token\":\"\"}");
    assertThat(Doorkeeper.judge(unshared, new Proof.Shared(""), NO_PAGE)).isEqualTo(NOT_AUTHORIZED);
  }

  private static OwnedAgent agent(String auth) {
    var json = "{\"agent_id\":\"agent_1\",\"platform_settings\":{\"auth\":%s}}".formatted(auth);
    return new OwnedAgent("default", Json.read(json, Agent.class));
  }

  private static Proof key(String workspace) {
    return new Proof.Key(new KeyHolder("key_1", workspace, false, Instant.EPOCH));
  }

  private static Proof signature(String agentId, String workspace) {
    return new Proof.Signed(new Ticket(agentId, workspace, Optional.empty(), Instant.MAX));
  }
}
