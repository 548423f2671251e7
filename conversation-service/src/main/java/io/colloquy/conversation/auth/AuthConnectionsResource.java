package io.colloquy.conversation.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.usage.Dependent;
import io.colloquy.conversation.usage.Dependents;
import io.colloquy.conversation.usage.Need;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Auth connections over REST, in the shape of the official SDK: no page has them. */
@Path("/v1/workspace/auth-connections")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class AuthConnectionsResource {

  private static final Operation ADD = ApiDocument.get().operation("addAuthConnection");
  private static final Operation CHANGE = ApiDocument.get().operation("changeAuthConnection");
  private static final int MOST_USERS = 100;

  private final AuthConnections connections;
  private final Authorizations authorizations;
  private final Dependents dependents;
  private final Consent consent;
  private final Clock clock;

  @Inject
  public AuthConnectionsResource(
      AuthConnections connections,
      Authorizations authorizations,
      Dependents dependents,
      Consent consent,
      Clock clock) {
    this.connections = connections;
    this.authorizations = authorizations;
    this.dependents = dependents;
    this.consent = consent;
    this.clock = clock;
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace) {
    return connections
        .all(workspace)
        .chain(
            all ->
                Multi.createFrom()
                    .iterable(all)
                    .onItem()
                    .transformToUniAndConcatenate(stored -> view(workspace, stored))
                    .collect()
                    .asList())
        .map(views -> Answer.ok(Map.of("auth_connections", views)));
  }

  @POST
  public Uni<RestResponse<byte[]>> add(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    return connections
        .add(workspace, ordered(ADD.read(body)))
        .chain(stored -> tried(workspace, stored))
        .chain(stored -> view(workspace, stored))
        .map(Answer::ok);
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    return connections
        .change(workspace, id, ordered(CHANGE.read(body)))
        .chain(stored -> tried(workspace, stored))
        .chain(stored -> view(workspace, stored))
        .map(Answer::ok);
  }

  /** Scopes as a list, however they were written; and nothing that only an answer has. */
  private static ObjectNode ordered(ObjectNode request) {
    request.remove(
        List.of("id", "used_by", "status", "status_detail", "status_updated_at", "sealed"));
    if (request.has("scopes")) {
      var scopes = Connection.scopes(request.get("scopes"));
      var list = request.putArray("scopes");
      List.of(scopes.split(" ")).stream().filter(it -> !it.isEmpty()).forEach(list::add);
    }
    return request;
  }

  /** Asks for a token, if that takes nobody's consent, and keeps whether there was one. */
  private Uni<Shelf.Entry> tried(Workspace workspace, Shelf.Entry stored) {
    var connection = connections.opened(workspace, stored);
    boolean isReady =
        connection.type().equals(Connection.CLIENT_CREDENTIALS)
            || connection.optional("refresh_token").isPresent();
    if (!isReady) {
      return Uni.createFrom().item(stored);
    }
    var here = Vertx.currentContext();
    return Blocking.uni(() -> authorizations.tried(connection))
        .emitOn(task -> here.runOnContext(_ -> task.run()))
        .chain(
            failure ->
                connections.note(workspace, stored.id(), failure, clock.instant().toString()));
  }

  private Uni<ObjectNode> view(Workspace workspace, Shelf.Entry stored) {
    var view = AuthConnections.shown(stored);
    if (!view.path("provider").isTextual()) {
      view.put("provider", "custom");
    }
    if (!view.path("status").isTextual()) {
      view.put("status", "active");
    }
    return users(workspace, stored.id(), "tool")
        .chain(
            tools ->
                users(workspace, stored.id(), "mcp_server")
                    .map(
                        servers -> {
                          var usedBy = view.putObject("used_by");
                          tools.forEach(it -> usedBy.withArray("tools").add(it.view()));
                          servers.forEach(it -> usedBy.withArray("mcp_servers").add(it.view()));
                          usedBy.withArray("tools");
                          usedBy.withArray("mcp_servers");
                          usedBy.putArray("integration_connections");
                          return view;
                        }));
  }

  private Uni<List<Dependent>> users(Workspace workspace, String id, String kind) {
    return dependents.documents(workspace, kind, Need.AUTH_CONNECTION, id, "", MOST_USERS);
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return connections
        .delete(
            workspace,
            id,
            () ->
                requireUnused(workspace, id, "tool")
                    .chain(() -> requireUnused(workspace, id, "mcp_server")))
        .map(_ -> Answer.ok(Map.of()));
  }

  private Uni<Void> requireUnused(Workspace workspace, String id, String kind) {
    return users(workspace, id, kind)
        .invoke(
            users -> {
              if (!users.isEmpty()) {
                var named = kind.replace('_', ' ') + "s: " + Dependent.named(users);
                throw Refusal.inUse(AuthConnections.KIND, id, named);
              }
            })
        .replaceWithVoid();
  }

  /** The address at which a person gives their consent, good for some minutes. */
  @POST
  @Path("{id}/authorization")
  public Uni<RestResponse<byte[]>> authorize(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestHeader("x-forwarded-proto") @DefaultValue("http") String scheme,
      @RestHeader("x-forwarded-host") @DefaultValue("localhost") String host,
      @RestPath String id) {
    return connections
        .get(workspace, id)
        .map(stored -> consent.begin(connections.opened(workspace, stored)))
        .map(
            state ->
                Answer.ok(
                    Json.MAPPER
                        .createObjectNode()
                        .put(
                            "authorization_url",
                            "%s://%s/oauth/start?state=%s".formatted(scheme, host, state))));
  }
}
