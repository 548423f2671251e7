package io.colloquy.gateway.socket;

import io.colloquy.contracts.agent.Agent;
import io.colloquy.gateway.Draining;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.access.ApiKeys;
import io.colloquy.gateway.access.Credentials;
import io.colloquy.gateway.edge.Edge;
import io.colloquy.gateway.session.Caller;
import io.colloquy.gateway.session.Ending;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks at each handshake: which agent, which credentials. */
@Singleton
public class Reception implements HttpUpgradeCheck {

  static final UserData.TypedKey<Admission> ADMISSION = new UserData.TypedKey<>("admission");
  static final UserData.TypedKey<HttpConnection> CONNECTION = new UserData.TypedKey<>("connection");

  private static final Logger LOG = Logger.getLogger(Reception.class);
  private static final String PUBLIC = "public";
  private static final String AUTHORIZATION_HEADER = "authorization_header";
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
  private static final Duration NEWS_PATIENCE = Duration.ofMillis(1_500);

  private final Agents agents;
  private final ApiKeys keys;
  private final Edge edge;
  private final Draining draining;
  private final Clock clock = Clock.systemUTC();

  Reception(Agents agents, ApiKeys keys, Edge edge, Draining draining) {
    this.agents = agents;
    this.keys = keys;
    this.edge = edge;
    this.draining = draining;
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext handshake) {
    var request = handshake.httpRequest();
    handshake.userData().put(CONNECTION, request.connection());
    return admit(request)
        .map(
            admission -> {
              handshake.userData().put(ADMISSION, admission);
              return CheckResult.permitUpgradeSync();
            });
  }

  private Uni<Admission> admit(HttpServerRequest request) {
    var agentId = request.getParam("agent_id");
    if (draining.hasBegun()) {
      return refused(Ending.REFUSED_WHILE_RESTARTING);
    }
    if (agentId == null || agentId.isBlank()) {
      return refused(Ending.NO_AGENT_ID);
    }
    if (!agents.areKnown() || edge.address().isEmpty()) {
      return refused(Ending.NOT_READY);
    }
    return agents
        .find(agentId)
        .map(agent -> admit(agent, request))
        .orElseGet(() -> awaitNews(agentId, request));
  }

  /**
   * An agent that was created a moment ago may not have reached this gateway's copy: the answer
   * "unknown" takes {@link #NEWS_PATIENCE}.
   */
  private Uni<Admission> awaitNews(String agentId, HttpServerRequest request) {
    Context loop = Vertx.currentContext();
    return Multi.createFrom()
        .ticks()
        .every(LOOK_AGAIN)
        .onOverflow()
        .drop()
        .map(tick -> agents.find(agentId))
        .select()
        .where(Optional::isPresent)
        .toUni()
        .ifNoItem()
        .after(NEWS_PATIENCE)
        .recoverWithItem(Optional::empty)
        .emitOn(task -> loop.runOnContext(_ -> task.run()))
        .flatMap(
            found ->
                found
                    .map(agent -> admit(agent, request))
                    .orElseGet(() -> refused(Ending.UNKNOWN_AGENT)));
  }

  private Uni<Admission> admit(Agent agent, HttpServerRequest request) {
    if (!agent.platformSettings().auth().enableAuth()) {
      return Uni.createFrom().item(admitted(agent, PUBLIC, request));
    }
    var key = Credentials.ofHandshake(request::getHeader);
    if (key.isEmpty()) {
      return refused(Ending.NOT_AUTHORIZED);
    }
    Context loop = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(() -> keys.isValid(key.get()))
        .emitOn(task -> loop.runOnContext(_ -> task.run()))
        .map(
            valid ->
                valid
                    ? admitted(agent, AUTHORIZATION_HEADER, request)
                    : new Admission.Refused(Ending.NOT_AUTHORIZED))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("an API key could not be checked: %s", failure.toString());
              return new Admission.Refused(Ending.NOT_READY);
            });
  }

  private Admission admitted(Agent agent, String method, HttpServerRequest request) {
    return new Admission.Admitted(
        new Caller(
            agent.agentId(),
            method,
            Optional.ofNullable(request.getParam("source")),
            Optional.ofNullable(request.getParam("version")),
            clock.millis()));
  }

  private static Uni<Admission> refused(Ending ending) {
    return Uni.createFrom().item(new Admission.Refused(ending));
  }
}
