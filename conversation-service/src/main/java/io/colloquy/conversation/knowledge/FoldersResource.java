package io.colloquy.conversation.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Folders over REST, and what is done with several documents at once. */
@Path("/v1/convai/knowledge-base")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class FoldersResource {

  private static final Operation CREATE = ApiDocument.get().operation("createFolder");
  private static final Operation MOVE = ApiDocument.get().operation("moveDocument");
  private static final Operation MOVE_ALL = ApiDocument.get().operation("moveDocuments");
  private static final Operation DELETE_ALL = ApiDocument.get().operation("deleteDocuments");

  private final Folders folders;
  private final Removal removal;

  @Inject
  public FoldersResource(Folders folders, Removal removal) {
    this.folders = folders;
    this.removal = removal;
  }

  @POST
  @Path("folder")
  public Uni<RestResponse<byte[]>> create(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = CREATE.read(body);
    return folders
        .create(
            workspace,
            request.get("name").textValue(),
            DocumentsResource.text(request, "parent_folder_id"))
        .map(folder -> Answer.ok(Map.of("id", folder.id(), "name", folder.name())));
  }

  @POST
  @Path("{id}/move")
  public Uni<RestResponse<byte[]>> move(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      byte[] body) {
    return move(workspace, List.of(id.text()), MOVE.read(body));
  }

  @POST
  @Path("bulk-move")
  public Uni<RestResponse<byte[]>> moveAll(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = MOVE_ALL.read(body);
    return move(workspace, ids(request), request);
  }

  private Uni<RestResponse<byte[]>> move(Workspace workspace, List<String> ids, JsonNode request) {
    return folders
        .move(workspace, ids, DocumentsResource.text(request, "move_to"))
        .map(_ -> Answer.ok(Map.of()));
  }

  @POST
  @Path("bulk-delete")
  public Uni<RestResponse<byte[]>> deleteAll(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = DELETE_ALL.read(body);
    boolean force = request.path("force").asBoolean(false);
    var answer = Json.MAPPER.createObjectNode();
    return Multi.createFrom()
        .iterable(ids(request).stream().distinct().toList())
        .onItem()
        .transformToUniAndConcatenate(
            id ->
                removal
                    .delete(workspace, id, force)
                    .map(_ -> Batches.success(Json.MAPPER.createObjectNode().put("id", id)))
                    .onFailure(Refusal.class)
                    .recoverWithItem(Batches::failure)
                    .invoke(outcome -> answer.set(id, outcome)))
        .collect()
        .last()
        .map(_ -> Answer.ok(answer));
  }

  static List<String> ids(JsonNode request) {
    List<String> ids = new ArrayList<>();
    request.get("document_ids").forEach(id -> ids.add(id.textValue()));
    return ids;
  }
}
