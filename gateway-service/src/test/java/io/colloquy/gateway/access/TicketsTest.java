package io.colloquy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class TicketsTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final OwnedAgent AGENT =
      new OwnedAgent("ws_1", Json.read("{\"agent_id\":\"agent_1\"}", Agent.class));

  @Inject SigningKey key;
  @Inject Pool pool;

  @Test
  void aSignatureStandsForItsTicket() {
    var ticket = at(NOON).issue(AGENT, true);
    assertThat(at(NOON).read(at(NOON).sign(ticket))).contains(ticket);
    assertThat(ticket.conversationId()).get().asString().startsWith("conv_");
  }

  @Test
  void aSignatureIsGoodForFifteenMinutes() {
    var signature = at(NOON).sign(at(NOON).issue(AGENT, false));
    assertThat(at(NOON.plus(Duration.ofSeconds(899))).read(signature)).isPresent();
    assertThat(at(NOON.plus(Duration.ofMinutes(15))).read(signature)).isEmpty();
  }

  @Test
  void aSignatureThatWasTouchedIsNone() {
    var signature = at(NOON).sign(at(NOON).issue(AGENT, false));
    var claims =
        new String(
            Base64.getUrlDecoder().decode(signature.split("\\.")[1]), StandardCharsets.UTF_8);
    var other =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.replace("agent_1", "agent_2").getBytes(StandardCharsets.UTF_8));
    assertThat(at(NOON).read(signature.replace(signature.split("\\.")[1], other))).isEmpty();
    assertThat(at(NOON).read(signature.substring(0, signature.length() - 1))).isEmpty();
    assertThat(at(NOON).read("")).isEmpty();
    assertThat(at(NOON).read("a.b.c")).isEmpty();
    // {"alg":"none"}
    assertThat(at(NOON).read("eyJhbGciOiJub25lIn0." + signature.split("\\.")[1] + ".")).isEmpty();
  }

  @Test
  void aTokenForARoomIsNoSignature() {
    var token = at(NOON).roomToken(AGENT, "conv_1", "Ada");
    assertThat(at(NOON).read(token)).isEmpty();
    assertThat(JsonWebToken.verify(token, key.bytes()))
        .get()
        .satisfies(
            claims -> {
              assertThat(claims.at("/video/room").asText()).contains("conv_1");
              assertThat(claims.path("sub").asText()).isEqualTo("Ada");
              assertThat(claims.path("exp").asLong()).isEqualTo(NOON.getEpochSecond() + 600);
            });
  }

  /** The database has its own clock, so that these are of today. */
  @Test
  void aTicketForOneConversationIsUsedUpOnEveryGateway() {
    var one = new Tickets(key, pool);
    var other = new Tickets(key, pool);
    var ticket = one.issue(AGENT, true);
    assertThat(spend(one, ticket)).isTrue();
    assertThat(spend(one, ticket)).isFalse();
    assertThat(spend(other, ticket)).isFalse();
    assertThat(spend(other, other.issue(AGENT, true))).isTrue();
  }

  @Test
  void aTicketForAnyConversationIsNot() {
    var ticket = at(NOON).issue(AGENT, false);
    assertThat(spend(at(NOON), ticket)).isTrue();
    assertThat(spend(at(NOON), ticket)).isTrue();
  }

  @Test
  void everyGatewaySignsWithTheSameKey() {
    var other = new SigningKey(pool, Optional.empty());
    other.load(new StartupEvent());
    assertThat(other.bytes()).hasSize(32).isEqualTo(key.bytes());
    var configured = new SigningKey(pool, Optional.of("0123456789abcdef0123456789abcdef"));
    configured.load(new StartupEvent());
    assertThat(configured.bytes()).isNotEqualTo(key.bytes());
  }

  @Test
  void aShortKeyIsRefused() {
    var weak = new SigningKey(pool, Optional.of("secret"));
    assertThatThrownBy(() -> weak.load(new StartupEvent()))
        .hasMessageContaining("at least 32 bytes")
        .hasMessageNotContaining("secret");
  }

  private Tickets at(Instant now) {
    return new Tickets(key, pool, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static boolean spend(Tickets tickets, Ticket ticket) {
    return tickets.spend(ticket).toCompletableFuture().orTimeout(5, TimeUnit.SECONDS).join();
  }
}
