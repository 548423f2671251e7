package io.colloquy.gateway.socket;

import io.colloquy.gateway.Draining;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.access.ApiKeys;
import io.colloquy.gateway.access.Credentials;
import io.colloquy.gateway.access.KeyHolder;
import io.colloquy.gateway.access.KnownAgent;
import io.colloquy.gateway.edge.Edge;
import io.colloquy.gateway.session.Caller;
import io.colloquy.gateway.session.Ending;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
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
        .findSoon(agentId)
        .flatMap(
            found ->
                found
                    .map(known -> admit(known, request))
                    .orElseGet(() -> refused(Ending.UNKNOWN_AGENT)));
  }

  private Uni<Admission> admit(KnownAgent known, HttpServerRequest request) {
    var key = Credentials.ofHandshake(request::getHeader);
    if (key.isEmpty()) {
      return known.agent().platformSettings().auth().enableAuth()
          ? refused(Ending.NOT_AUTHORIZED)
          : Uni.createFrom().item(admitted(known, PUBLIC, request));
    }
    Context loop = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(() -> keys.holderOf(key.get()))
        .emitOn(task -> loop.runOnContext(_ -> task.run()))
        .map(holder -> admit(known, holder, request))
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("an API key could not be checked: %s", failure.toString());
              return new Admission.Refused(Ending.NOT_READY);
            });
  }

  /** Whoever shows a key finds the agents of its workspace only, public ones included. */
  private Admission admit(KnownAgent known, Optional<KeyHolder> holder, HttpServerRequest request) {
    if (holder.isEmpty()) {
      return new Admission.Refused(Ending.NOT_AUTHORIZED);
    }
    return holder.get().workspace().equals(known.workspace())
        ? admitted(known, AUTHORIZATION_HEADER, request)
        : new Admission.Refused(Ending.UNKNOWN_AGENT);
  }

  private Admission admitted(KnownAgent known, String method, HttpServerRequest request) {
    return new Admission.Admitted(
        new Caller(
            known.agent().agentId(),
            method,
            Optional.ofNullable(request.getParam("source")),
            Optional.ofNullable(request.getParam("version")),
            clock.millis()));
  }

  private static Uni<Admission> refused(Ending ending) {
    return Uni.createFrom().item(new Admission.Refused(ending));
  }
}
