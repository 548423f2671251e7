package io.colloquy.conversation.secrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.usage.DependentPage;
import io.colloquy.conversation.usage.Dependents;
import io.colloquy.conversation.usage.Need;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Page;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Secrets over REST (pages 130 to 133). Their values come in here and never go out. */
@Path("/v1/convai/secrets")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SecretsResource {

  private static final Operation ADD = ApiDocument.get().operation("addSecret");
  private static final Operation LIST = ApiDocument.get().operation("listSecrets");
  private static final Operation CHANGE = ApiDocument.get().operation("changeSecret");
  private static final Operation USERS = ApiDocument.get().operation("listSecretDependencies");

  /** The list has no pages unless the client asks for them. */
  private static final int WHOLE = 10_000;

  private final Secrets secrets;
  private final SecretUsers users;
  private final Dependents dependents;

  @Inject
  public SecretsResource(Secrets secrets, SecretUsers users, Dependents dependents) {
    this.secrets = secrets;
    this.users = users;
    this.dependents = dependents;
  }

  @POST
  public Uni<RestResponse<byte[]>> add(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    return secrets.add(workspace, ADD.read(body)).map(secret -> Answer.ok(view(secret)));
  }

  private static ObjectNode view(Shelf.Entry secret) {
    return Json.MAPPER
        .createObjectNode()
        .put("type", "stored")
        .put("secret_id", secret.id())
        .put("name", secret.body().path("name").asText());
  }

  private static ObjectNode view(Shelf.Entry secret, Map<String, UsedBy> users, int most) {
    var usedBy = users.getOrDefault(secret.id(), new UsedBy());
    return view(secret).set("used_by", usedBy.view(most));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var query = LIST.query(uri.getQueryParameters());
    int most = query.number("dependency_limit").map(Math::toIntExact).orElse(WHOLE);
    return secrets
        .list(workspace, ListRequest.of(query, WHOLE))
        .chain(page -> used(workspace, page).map(users -> Answer.ok(view(page, users, most))));
  }

  private Uni<Map<String, UsedBy>> used(Workspace workspace, Page page) {
    return users.of(workspace, page.entries().stream().map(Shelf.Entry::id).toList());
  }

  private static ObjectNode view(Page page, Map<String, UsedBy> users, int most) {
    var view = Json.MAPPER.createObjectNode();
    var list = view.putArray("secrets");
    page.entries().forEach(secret -> list.add(view(secret, users, most)));
    return view.put("next_cursor", page.nextCursor().orElse(null)).put("has_more", page.hasMore());
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return secrets
        .get(workspace, id)
        .chain(
            secret ->
                users
                    .of(workspace, List.of(id))
                    .map(found -> Answer.ok(view(secret, found, WHOLE))));
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    return secrets.change(workspace, id, CHANGE.read(body)).map(secret -> Answer.ok(view(secret)));
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return secrets
        .delete(workspace, id, () -> requireUnused(workspace, id))
        .map(_ -> RestResponse.noContent());
  }

  private Uni<Void> requireUnused(Workspace workspace, String id) {
    return users
        .of(workspace, List.of(id))
        .invoke(
            found -> {
              if (found.containsKey(id)) {
                throw Refusal.inUse(Secrets.KIND, id, found.get(id).named());
              }
            })
        .replaceWithVoid();
  }

  @GET
  @Path("{id}/dependencies/{type}")
  public Uni<RestResponse<byte[]>> users(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @RestPath String type,
      @Context UriInfo uri) {
    var query = USERS.query(uri.getQueryParameters());
    return secrets
        .get(workspace, id)
        .invoke(() -> USERS.path(Map.of("secret_id", List.of(id), "resource_type", List.of(type))))
        .chain(() -> DependentPage.of(query, source(workspace, id, type)))
        .map(
            page ->
                Answer.ok(
                    Json.MAPPER
                        .createObjectNode()
                        .<ObjectNode>set("dependencies", Json.MAPPER.valueToTree(page.dependents()))
                        .put("next_cursor", page.nextCursor().orElse(null))));
  }

  private DependentPage.Source source(Workspace workspace, String id, String type) {
    return (after, most) ->
        switch (type) {
          case "agents" -> dependents.agents(workspace, Need.SECRET, id, after, most);
          case "tools" -> dependents.documents(workspace, "tool", Need.SECRET, id, after, most);
          // Numbers live in another service, which seals what they need by itself.
          default -> Uni.createFrom().item(List.of());
        };
  }
}
