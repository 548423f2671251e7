package io.colloquy.gateway.socket;

import io.colloquy.contracts.Ids;
import io.colloquy.contracts.agent.OwnedAgent;
import io.colloquy.gateway.Draining;
import io.colloquy.gateway.access.Agents;
import io.colloquy.gateway.access.ApiKeys;
import io.colloquy.gateway.access.Credentials;
import io.colloquy.gateway.access.Doorkeeper;
import io.colloquy.gateway.access.Doorkeeper.Proof;
import io.colloquy.gateway.access.Ticket;
import io.colloquy.gateway.access.Tickets;
import io.colloquy.gateway.capacity.Place;
import io.colloquy.gateway.capacity.Turnstile;
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
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Looks at each handshake: which agent, which credentials, whether there is room. */
@Singleton
public class Reception implements HttpUpgradeCheck {

  static final UserData.TypedKey<Admission> ADMISSION = new UserData.TypedKey<>("admission");
  static final UserData.TypedKey<HttpConnection> CONNECTION = new UserData.TypedKey<>("connection");

  private static final Logger LOG = Logger.getLogger(Reception.class);

  /** For the socket to open after its handshake was granted. */
  private static final Duration CLAIM_PATIENCE = Duration.ofSeconds(10);

  /** For what the database says of credentials. */
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(4);

  private static final int GONE = 400;

  /** Somebody at the door, with what was shown. */
  private record Guest(OwnedAgent known, Proof proof, HttpServerRequest request) {}

  private final Agents agents;
  private final ApiKeys keys;
  private final Tickets tickets;
  private final RateLimits limits;
  private final Edge edge;
  private final Draining draining;
  private final Turnstile turnstile;
  private final Vertx vertx;
  private final Clock clock = Clock.systemUTC();

  Reception(
      Agents agents,
      ApiKeys keys,
      Tickets tickets,
      RateLimits limits,
      Edge edge,
      Draining draining,
      Turnstile turnstile,
      Vertx vertx) {
    this.agents = agents;
    this.keys = keys;
    this.tickets = tickets;
    this.limits = limits;
    this.edge = edge;
    this.draining = draining;
    this.turnstile = turnstile;
    this.vertx = vertx;
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext handshake) {
    var request = handshake.httpRequest();
    handshake.userData().put(CONNECTION, request.connection());
    return admit(request)
        .map(
            admission -> {
              handshake.userData().put(ADMISSION, admission);
              // Whose client has gone meanwhile cannot be upgraded any more.
              return request.response().closed()
                  ? CheckResult.rejectUpgradeSync(GONE)
                  : CheckResult.permitUpgradeSync();
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
        .orElseGet(() -> admit(new Guest(known, new Proof.None(), request)));
  }

  private Uni<Admission> admitSigned(
      OwnedAgent known, String signature, HttpServerRequest request) {
    var proof = tickets.proof(known, signature);
    if (proof.isEmpty()) {
      return refused(Ending.BAD_SIGNATURE);
    }
    var guest = new Guest(known, proof.get(), request);
    return proof.get() instanceof Proof.Signed(var ticket) ? admit(guest, ticket) : admit(guest);
  }

  /** A ticket is spent by a conversation, not by the wish for one. */
  private Uni<Admission> admit(Guest guest, Ticket ticket) {
    var objection = objection(guest);
    if (objection.isPresent()) {
      return refused(objection.get());
    }
    return onceKnown(
        () -> soon(tickets.spend(ticket)),
        good ->
            good
                ? enter(guest)
                    .invoke(
                        admission -> {
                          if (admission instanceof Admission.Refused) {
                            tickets.restore(ticket);
                          }
                        })
                : refused(Ending.BAD_SIGNATURE));
  }

  private Uni<Admission> admitWithKey(OwnedAgent known, String key, HttpServerRequest request) {
    return onceKnown(
        () -> soon(keys.holderOf(key)),
        holder ->
            holder
                .map(found -> admit(new Guest(known, new Proof.Key(found), request)))
                .orElseGet(() -> refused(Ending.NOT_AUTHORIZED)));
  }

  private Uni<Admission> admit(Guest guest) {
    return objection(guest).map(Reception::refused).orElseGet(() -> enter(guest));
  }

  private static Optional<Ending> objection(Guest guest) {
    var origin = Optional.ofNullable(guest.request().getHeader("Origin"));
    return switch (Doorkeeper.judge(guest.known(), guest.proof(), origin)) {
      case WELCOME -> Optional.empty();
      case UNKNOWN_AGENT -> Optional.of(Ending.UNKNOWN_AGENT);
      case NOT_AUTHORIZED ->
          Optional.of(
              guest.proof() instanceof Proof.Signed ? Ending.BAD_SIGNATURE : Ending.NOT_AUTHORIZED);
      case WRONG_ORIGIN -> Optional.of(Ending.WRONG_ORIGIN);
    };
  }

  /** The last step: whether there is room. */
  private Uni<Admission> enter(Guest guest) {
    var promised =
        guest.proof() instanceof Proof.Signed(var ticket)
            ? ticket.conversationId()
            : Optional.<String>empty();
    var conversationId = promised.orElseGet(Ids::conversation);
    return onceKnown(
        () -> turnstile.enter(guest.known(), conversationId),
        outcome ->
            switch (outcome) {
              case Turnstile.Outcome.Refused(var ending) -> refused(ending);
              case Turnstile.Outcome.Entered(var place) -> {
                watch(place, guest.request().connection());
                yield now(new Admission.Admitted(caller(guest, place), conversationId, place));
              }
            });
  }

  /** A client may go at any time, also without ever opening the socket that it asked for. */
  private void watch(Place place, HttpConnection connection) {
    if (connection instanceof ConnectionBase raw) {
      var _ = raw.channel().closeFuture().addListener(_ -> place.leave());
    }
    var _ = vertx.setTimer(CLAIM_PATIENCE.toMillis(), _ -> place.giveUp());
  }

  private Caller caller(Guest guest, Place place) {
    var agent = guest.known().agent();
    var request = guest.request();
    return new Caller(
        agent.agentId(),
        guest.known().workspace(),
        switch (guest.proof()) {
          case Proof.None _ -> "public";
          case Proof.Key _ -> "authorization_header";
          case Proof.Signed _ -> "signed_url";
          case Proof.Shared _ -> "shareable_link";
        },
        Optional.ofNullable(request.getParam("source")),
        Optional.ofNullable(request.getParam("version")),
        clock.millis(),
        agent.conversationConfig().conversation().textOnly(),
        place.isBurst());
  }

  /** An answer about credentials, or a failure where the database leaves it too long. */
  private static <T> CompletionStage<T> soon(CompletionStage<T> answer) {
    // Others may wait for the same answer.
    return answer
        .toCompletableFuture()
        .copy()
        .orTimeout(ANSWER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Goes on with what the database says, on this event loop. */
  private static <T> Uni<Admission> onceKnown(
      Supplier<CompletionStage<T>> question, Function<T, Uni<? extends Admission>> then) {
    Context loop = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(question)
        .emitOn(task -> loop.runOnContext(_ -> task.run()))
        .flatMap(then)
        .onFailure()
        .recoverWithItem(
            failure -> {
              LOG.warnf("credentials could not be checked: %s", failure.toString());
              return new Admission.Refused(Ending.NOT_READY);
            });
  }

  private static Uni<Admission> now(Admission admission) {
    return Uni.createFrom().item(admission);
  }

  private static Uni<Admission> refused(Ending ending) {
    return now(new Admission.Refused(ending));
  }
}
