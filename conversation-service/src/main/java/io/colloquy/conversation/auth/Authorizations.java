package io.colloquy.conversation.auth;

import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.conversation.outgoing.Outgoing;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.egress.Egress;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes requests known to the servers that they go to. Every method blocks a virtual thread. */
@ApplicationScoped
public class Authorizations {

  private static final Outgoing.Limits TO_ONE_HOST = new Outgoing.Limits(8, 64);

  private final AuthConnections connections;
  private final Outgoing outgoing;
  private final TokenRequest requests;
  private final Tokens tokens;

  @Inject
  public Authorizations(
      AuthConnections connections,
      Vertx vertx,
      Egress egress,
      Clock clock,
      @ConfigProperty(name = "colloquy.oauth.time-limit", defaultValue = "10s")
          Duration timeLimit) {
    this.connections = connections;
    this.outgoing = new Outgoing(vertx, egress, TO_ONE_HOST);
    this.requests = new TokenRequest(outgoing, clock, timeLimit);
    this.tokens = new Tokens(clock, this::token);
  }

  @PreDestroy
  void close() {
    outgoing.close();
  }

  /**
   * The headers that a request needs.
   *
   * @param refused headers that were given before and that the server did not take; with a
   *     connection that has no others they come again
   * @param patience for a token that has to be asked for
   */
  public Map<String, String> headers(
      Workspace workspace, String id, Map<String, String> refused, Duration patience)
      throws NotAuthorized, InterruptedException {
    var connection = connection(workspace, id);
    if (!connection.hasTokens()) {
      return connection.header();
    }
    var token = Optional.ofNullable(refused.get("Authorization"));
    return Connection.bearer(
        tokens.of(connection, token.map(value -> value.replaceFirst("^Bearer ", "")), patience));
  }

  private Connection connection(Workspace workspace, String id) throws NotAuthorized {
    try {
      return await(() -> connections.open(workspace, id));
    } catch (Refusal refusal) {
      throw new NotAuthorized("The tool's auth connection is not there any more.");
    } catch (SecretBox.NotOpened e) {
      throw new NotAuthorized("The secrets of the tool's auth connection cannot be opened.");
    }
  }

  /** Tries a connection that was stored; empty if it works, else why not. */
  Optional<String> tried(Connection connection) throws InterruptedException {
    try {
      tokens.put(connection, token(connection));
      return Optional.empty();
    } catch (NotAuthorized failure) {
      return Optional.of(failure.getMessage());
    }
  }

  private Token token(Connection connection) throws NotAuthorized, InterruptedException {
    var token = requests.token(connection);
    token
        .refreshToken()
        .filter(fresh -> !fresh.equals(connection.text("refresh_token")))
        .ifPresent(fresh -> await(() -> connections.keep(connection, fresh)));
    return token;
  }

  /** Ends an authorization by a person: gets the first tokens, and keeps them. */
  void authorized(Connection connection, String code, String redirectUri, String verifier)
      throws NotAuthorized, InterruptedException {
    var token = requests.token(connection, code, redirectUri, verifier);
    var kept = connection;
    if (token.refreshToken().isPresent()) {
      kept = await(() -> connections.keep(connection, token.refreshToken().get()));
    }
    tokens.put(kept, token);
  }

  static <T> T await(Supplier<Uni<T>> work) {
    try {
      return VertxContextSupport.subscribeAndAwait(work);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an auth connection cannot be looked up", e);
    }
  }
}
