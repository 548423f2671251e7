package io.colloquy.conversation.knowledge;

import io.colloquy.contracts.Json;
import io.colloquy.conversation.usage.Dependent;
import io.colloquy.conversation.usage.DependentPage;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Arguments;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The agents that use documents, over REST (page 106). */
@Path("/v1/convai/knowledge-base")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class DependentAgentsResource {

  private static final Operation OF_ONE = ApiDocument.get().operation("listAgentsUsingDocument");
  private static final Operation OF_SEVERAL =
      ApiDocument.get().operation("listAgentsUsingDocuments");

  private final Documents documents;
  private final Folders folders;
  private final AgentsUsing agents;

  @Inject
  public DependentAgentsResource(Documents documents, Folders folders, AgentsUsing agents) {
    this.documents = documents;
    this.folders = folders;
    this.agents = agents;
  }

  @GET
  @Path("{id}/dependent-agents")
  public Uni<RestResponse<byte[]>> ofOne(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      @Context UriInfo uri) {
    var query = OF_ONE.query(uri.getQueryParameters());
    return documents
        .get(workspace, id.text())
        .chain(document -> users(workspace, List.of(document.id()), query));
  }

  @POST
  @Path("dependent-agents")
  public Uni<RestResponse<byte[]>> ofSeveral(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri,
      byte[] body) {
    var query = OF_SEVERAL.query(uri.getQueryParameters());
    return users(workspace, FoldersResource.ids(OF_SEVERAL.read(body)), query);
  }

  private Uni<RestResponse<byte[]>> users(Workspace workspace, List<String> ids, Arguments query) {
    return named(workspace, ids, query.text("dependent_type").orElse("all"))
        .chain(
            named -> DependentPage.of(query, (after, most) -> users(workspace, named, after, most)))
        .map(DependentAgentsResource::view);
  }

  private Uni<List<Dependent>> users(
      Workspace workspace, Set<String> named, String after, int most) {
    return agents
        .of(workspace, named, after, most)
        .map(users -> users.stream().map(AgentsUsing.User::agent).toList());
  }

  private static RestResponse<byte[]> view(DependentPage page) {
    var answer = Json.MAPPER.createObjectNode();
    answer.putArray("agents").addAll(page.dependents());
    return Answer.ok(DocumentsResource.withCursor(answer, page.nextCursor()));
  }

  /**
   * What an agent may name to use the documents.
   *
   * @param type {@code direct} for the documents, {@code transitive} for the folders around them
   */
  private Uni<Set<String>> named(Workspace workspace, List<String> ids, String type) {
    Set<String> named = new LinkedHashSet<>();
    if (!type.equals("transitive")) {
      named.addAll(ids);
    }
    if (type.equals("direct")) {
      return Uni.createFrom().item(named);
    }
    return Multi.createFrom()
        .iterable(ids)
        .onItem()
        .transformToUniAndConcatenate(id -> folders.path(workspace, id))
        .invoke(path -> path.forEach(step -> named.add(step.id())))
        .collect()
        .last()
        .replaceWith(named);
  }
}
