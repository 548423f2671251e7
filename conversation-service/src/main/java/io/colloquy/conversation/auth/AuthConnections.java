package io.colloquy.conversation.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.conversation.usage.Held;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Merge;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The auth connections. What is secret of one is sealed, and leaves by {@link #open} alone. Every
 * method is to be called on a Vert.x context.
 */
@ApplicationScoped
public class AuthConnections {

  static final String KIND = "auth_connection";
  static final List<String> SECRET = List.of("client_secret", "refresh_token", "password", "token");

  private static final String SEALED = "sealed";
  private static final String LOCATOR = "auth_connection_id";
  private static final int MOST_LISTED = 10_000;

  private final Shelf shelf;
  private final Secrets secrets;

  @Inject
  public AuthConnections(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.shelf =
        new Shelf(
            KIND,
            body -> Shelf.Label.of(body.path("name").asText(), body.path("auth_type").asText()),
            clock);
  }

  Uni<Shelf.Entry> add(Workspace workspace, ObjectNode request) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var id = Ids.random("authconn_");
              return shelf.create(workspace, id, sealed(id, request));
            });
  }

  Uni<List<Shelf.Entry>> all(Workspace workspace) {
    var everything = ListRequest.newestFirst(MOST_LISTED, List.of(), "cursor", Optional.empty());
    return shelf.list(workspace, everything).map(page -> page.entries());
  }

  /** Fails with a refusal (404) if there is none. */
  Uni<Shelf.Entry> get(Workspace workspace, String id) {
    return shelf.get(workspace, id);
  }

  /** Merges; fails likewise, and with {@link InvalidRequest} if it would be of another type. */
  Uni<Shelf.Entry> change(Workspace workspace, String id, ObjectNode request) {
    return shelf.change(
        workspace,
        id,
        stored -> {
          if (!stored.path("auth_type").equals(request.path("auth_type"))) {
            var at = Flaw.path(List.of(Flaw.BODY), "auth_type");
            throw new InvalidRequest(
                List.of(Flaw.ofValue(at, "A connection keeps the type that it was made with")));
          }
          return Merge.of(stored, sealed(id, request));
        });
  }

  /**
   * @param check fails if the connection has to stay
   */
  Uni<Void> delete(Workspace workspace, String id, Supplier<Uni<Void>> check) {
    return Panache.withTransaction(
        () -> shelf.delete(workspace, id).call(() -> check.get()).replaceWithVoid());
  }

  private ObjectNode sealed(String id, ObjectNode request) {
    var body = request.deepCopy();
    for (var member : SECRET) {
      var value = Optional.ofNullable(body.remove(member)).filter(JsonNode::isTextual);
      if (value.isPresent()) {
        body.withObjectProperty(SEALED).put(member, secrets.seal(value.get().textValue(), id));
      }
    }
    return body;
  }

  /** What may be shown of one. */
  static ObjectNode shown(Shelf.Entry stored) {
    var shown = stored.body().deepCopy();
    shown.remove(SEALED);
    return shown.put("id", stored.id());
  }

  /** Fails with a refusal (404) if there is none. */
  Uni<Connection> open(Workspace workspace, String id) {
    return shelf.get(workspace, id).map(stored -> opened(workspace, stored));
  }

  Connection opened(Workspace workspace, Shelf.Entry stored) {
    var config = stored.body().deepCopy();
    if (config.remove(SEALED) instanceof ObjectNode sealed) {
      for (var secret : sealed.properties()) {
        config.put(secret.getKey(), secrets.open(secret.getValue().asText(), stored.id()));
      }
    }
    return new Connection(workspace, stored.id(), config);
  }

  /** Keeps a refresh token that took the place of the one before. */
  Uni<Connection> keep(Connection connection, String refreshToken) {
    var id = connection.id();
    return shelf
        .change(
            connection.workspace(),
            id,
            stored -> {
              stored
                  .withObjectProperty(SEALED)
                  .put("refresh_token", secrets.seal(refreshToken, id));
              return stored;
            })
        .map(stored -> opened(connection.workspace(), stored));
  }

  /** Keeps whether it works, as far as it was tried. */
  Uni<Shelf.Entry> note(Workspace workspace, String id, Optional<String> failure, String at) {
    return shelf.change(
        workspace,
        id,
        stored ->
            stored
                .put("status", failure.isEmpty() ? "active" : "refresh_failed")
                .put("status_detail", failure.orElse(null))
                .put("status_updated_at", at));
  }

  /**
   * Fails with {@link InvalidRequest} if a document names a connection that is not there. Within a
   * transaction those that it names stay there until its end.
   *
   * @param at where the document lies in the request
   */
  public Uni<Void> require(Workspace workspace, JsonNode document, List<Object> at) {
    var ids = document.findValuesAsText(LOCATOR).stream().distinct().toList();
    if (ids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Panache.withTransaction(() -> Held.of(workspace, KIND, ids))
        .invoke(
            found -> {
              if (!found.containsAll(ids)) {
                throw new InvalidRequest(
                    List.of(
                        Flaw.ofValue(
                            Flaw.path(at, LOCATOR), "There is no auth connection with this id")));
              }
            })
        .replaceWithVoid();
  }
}
