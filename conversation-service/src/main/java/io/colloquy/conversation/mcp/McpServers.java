package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.conversation.auth.AuthConnections;
import io.colloquy.conversation.secrets.Reference;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
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
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The MCP servers. Every method is to be called on a Vert.x context. */
@ApplicationScoped
public class McpServers {

  static final String KIND = "mcp_server";

  private static final String CONFIG = "config";
  private static final List<Object> AT_CONNECTION = List.of(Flaw.BODY, CONFIG, "auth_connection");
  private static final int MOST_LISTED = 10_000;

  private final Shelf shelf;
  private final Secrets secrets;
  private final AuthConnections connections;

  @Inject
  public McpServers(Secrets secrets, AuthConnections connections, Clock clock) {
    this.secrets = secrets;
    this.connections = connections;
    this.shelf =
        new Shelf(
            KIND,
            server ->
                Shelf.Label.of(
                    server.path(CONFIG).path("name").asText(),
                    server.path(CONFIG).path("transport").asText()),
            clock);
  }

  /** Fails with {@link InvalidRequest} if a secret is named that is not there. */
  Uni<Shelf.Entry> add(Workspace workspace, ObjectNode server) {
    var references = Reference.in(server, List.of(Flaw.BODY));
    return Panache.withTransaction(
        () ->
            secrets
                .require(workspace, references)
                .chain(() -> connections.require(workspace, server, AT_CONNECTION))
                .chain(() -> shelf.create(workspace, Ids.random("mcp_"), server)));
  }

  /** Fails with a refusal (404) if there is none. */
  Uni<Shelf.Entry> get(Workspace workspace, String id) {
    return shelf.get(workspace, id);
  }

  /** All that there are, the newest first; this list of the interface has no pages. */
  Uni<List<Shelf.Entry>> all(Workspace workspace) {
    var everything = ListRequest.newestFirst(MOST_LISTED, List.of(), "cursor", Optional.empty());
    return shelf.list(workspace, everything).map(page -> page.entries());
  }

  /**
   * Changes the configuration. Fails with a refusal (404) if there is no such server, and with
   * {@link InvalidRequest} if a secret is named that is not there.
   *
   * @param request what the client sent, in which secrets are looked for
   */
  Uni<Shelf.Entry> change(
      Workspace workspace, String id, ObjectNode request, Consumer<ObjectNode> change) {
    var references = Reference.in(request, List.of(Flaw.BODY));
    return Panache.withTransaction(
        () ->
            shelf
                .change(
                    workspace,
                    id,
                    server -> {
                      change.accept((ObjectNode) server.get(CONFIG));
                      return server;
                    })
                .call(() -> secrets.require(workspace, references))
                .call(() -> connections.require(workspace, request, AT_CONNECTION)));
  }

  /**
   * @param check fails if the server has to stay
   */
  Uni<Void> delete(Workspace workspace, String id, Supplier<Uni<Void>> check) {
    return Panache.withTransaction(
        () -> shelf.delete(workspace, id).call(() -> check.get()).replaceWithVoid());
  }
}
