package io.colloquy.analysis.testing;

import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Uni;
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

/** Folders of tests, which no page knows but the official client does. */
@Path("/v1/convai/agent-testing/folders")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class FoldersResource {

  private static final Operation CREATE = ApiDocument.get().operation("createTestFolder");
  private static final Operation RENAME = ApiDocument.get().operation("renameTestFolder");
  private static final Operation DELETE_ONE = ApiDocument.get().operation("deleteTestFolder");

  private final TestFolders folders;

  /** A folder as it is shown. */
  private record View(
      String id, String name, List<TestFolders.Segment> folderPath, long childrenCount) {

    static View of(TestFolders.Folder folder) {
      return new View(folder.id(), folder.name(), folder.path(), folder.children());
    }
  }

  FoldersResource(TestFolders folders) {
    this.folders = folders;
  }

  @POST
  public Uni<RestResponse<byte[]>> create(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] received) {
    var body = CREATE.read(received);
    var parent = TestsResource.folder(body, "parent_folder_id");
    return folders
        .create(workspace, body.get("name").textValue(), parent)
        .map(folder -> Answer.ok(Map.of("id", folder.id(), "name", folder.name())));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return folders.get(workspace, id).map(folder -> Answer.ok(View.of(folder)));
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> rename(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] received) {
    var name = RENAME.read(received).get("name").textValue();
    return folders.rename(workspace, id, name).map(folder -> Answer.ok(View.of(folder)));
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @Context UriInfo uri) {
    boolean force = DELETE_ONE.query(uri.getQueryParameters()).flag("force").orElse(false);
    return folders.delete(workspace, id, force).map(_ -> Answer.ok(Map.of()));
  }
}
