package io.colloquy.gateway.socket;

import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.Draining;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.access.ApiKeys;
import io.colloquy.gateway.access.Credentials;
import io.colloquy.gateway.access.Doorkeeper;
import io.colloquy.gateway.access.Doorkeeper.Proof;
import io.colloquy.gateway.access.Tickets;
import io.colloquy.gateway.edge.Edge;
import io.colloquy.gateway.limit.RateLimits;
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
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Looks at each handshake: which agent, which credentials. */
@Singleton
public class Reception implements HttpUpgradeCheck {

  static final UserData.TypedKey<Admission> ADMISSION = new UserData.TypedKey<>("admission");
  static final UserData.TypedKey<HttpConnection> CONNECTION = new UserData.TypedKey<>("connection");

  private static final Logger LOG = Logger.getLogger(Reception.class);

  private final Agents agents;
  private final ApiKeys keys;
  private final Tickets tickets;
  private final RateLimits limits;
  private final Edge edge;
  private final Draining draining;
  private final Clock clock = Clock.systemUTC();

  Reception(
      Agents agents,
      ApiKeys keys,
      Tickets tickets,
      RateLimits limits,
      Edge edge,
      Draining draining) {
    this.agents = agents;
    this.keys = keys;
    this.tickets = tickets;
    this.limits = limits;
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
    if (!limits.countAddress(request).isZero()) {
      return refused(Ending.TOO_MANY);
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

  private Uni<Admission> admit(OwnedAgent known, HttpServerRequest request) {
    return Optional.ofNullable(request.getParam("conversation_signature"))
        .or(() -> Optional.ofNullable(request.getParam("token")))
        .map(signature -> admitSigned(known, signature, request))
        .or(
            () ->
                Credentials.ofHandshake(request::getHeader)
                    .map(key -> admitWithKey(known, key, request)))
        .orElseGet(() -> now(judge(known, new Proof.None(), request)));
  }

  private Uni<Admission> admitSigned(
      OwnedAgent known, String signature, HttpServerRequest request) {
    var proof = tickets.proof(known, signature);
    if (proof.isEmpty()) {
      return refused(Ending.BAD_SIGNATURE);
    }
    return switch (judge(known, proof.get(), request)) {
      case Admission.Admitted admitted when proof.get() instanceof Proof.Signed(var ticket) ->
          onceKnown(
              () -> tickets.spend(ticket),
              good -> good ? admitted : new Admission.Refused(Ending.BAD_SIGNATURE));
      case Admission judged -> now(judged);
    };
  }

  private Uni<Admission> admitWithKey(OwnedAgent known, String key, HttpServerRequest request) {
    return onceKnown(
        () -> keys.holderOf(key),
        holder ->
            holder
                .map(found -> judge(known, new Proof.Key(found), request))
                .orElseGet(() -> new Admission.Refused(Ending.NOT_AUTHORIZED)));
  }

  /** Goes on with what the database says, on this event loop. */
  private static <T> Uni<Admission> onceKnown(
      Supplier<CompletionStage<T>> question, Function<T, Admission> then) {
    Context loop = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(question)
        .emitOn(task -> loop.runOnContext(_ -> task.run()))
        .map(then)
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("credentials could not be checked: %s", failure.toString());
              return new Admission.Refused(Ending.NOT_READY);
            });
  }

  private Admission judge(OwnedAgent known, Proof proof, HttpServerRequest request) {
    var origin = Optional.ofNullable(request.getHeader("Origin"));
    return switch (Doorkeeper.judge(known, proof, origin)) {
      case WELCOME -> new Admission.Admitted(caller(known, proof, request));
      case UNKNOWN_AGENT -> new Admission.Refused(Ending.UNKNOWN_AGENT);
      case NOT_AUTHORIZED ->
          new Admission.Refused(
              proof instanceof Proof.Signed ? Ending.BAD_SIGNATURE : Ending.NOT_AUTHORIZED);
      case WRONG_ORIGIN -> new Admission.Refused(Ending.WRONG_ORIGIN);
    };
  }

  private Caller caller(OwnedAgent known, Proof proof, HttpServerRequest request) {
    return new Caller(
        known.agent().agentId(),
        known.workspace(),
        switch (proof) {
          case Proof.None _ -> "public";
          case Proof.Key _ -> "authorization_header";
          case Proof.Signed _ -> "signed_url";
          case Proof.Shared _ -> "shareable_link";
        },
        proof instanceof Proof.Signed(var ticket) ? ticket.conversationId() : Optional.empty(),
        Optional.ofNullable(request.getParam("source")),
        Optional.ofNullable(request.getParam("version")),
        clock.millis());
  }

  private static Uni<Admission> now(Admission admission) {
    return Uni.createFrom().item(admission);
  }

  private static Uni<Admission> refused(Ending ending) {
    return now(new Admission.Refused(ending));
  }
}
