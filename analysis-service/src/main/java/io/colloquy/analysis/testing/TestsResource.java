package io.colloquy.analysis.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Tests of agents over REST (pages 110 to 116). Who may call is the gateway's business. */
@Path("/v1/convai/agent-testing")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class TestsResource {

  private static final Operation CREATE = ApiDocument.get().operation("createTest");
  private static final Operation REPLACE = ApiDocument.get().operation("replaceTest");
  private static final Operation LIST = ApiDocument.get().operation("listTests");
  private static final Operation SUMMARIZE = ApiDocument.get().operation("summarizeTests");
  private static final Operation MOVE = ApiDocument.get().operation("moveTests");

  private static final String PARENT = "parent_folder_id";

  private final AgentTests tests;
  private final TestFolders folders;

  TestsResource(AgentTests tests, TestFolders folders) {
    this.tests = tests;
    this.folders = folders;
  }

  @POST
  @Path("create")
  public Uni<RestResponse<byte[]>> create(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] received) {
    var body = CREATE.read(received);
    TestBody.requireComplete(body);
    var parent = folder(body, PARENT);
    return tests
        .create(workspace, without(body), parent)
        .map(test -> Answer.ok(Map.of("id", test.id())));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return tests.get(workspace, id).map(test -> Answer.ok(view(test)));
  }

  @PUT
  @Path("{id}")
  public Uni<RestResponse<byte[]>> replace(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] received) {
    var body = REPLACE.read(received);
    var parent = folder(body, PARENT);
    return tests.replace(workspace, id, without(body), parent).map(test -> Answer.ok(view(test)));
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return tests.delete(workspace, id).map(_ -> Answer.ok(Map.of()));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var query = LIST.query(uri.getQueryParameters());
    if (query.text("sharing_mode").equals(Optional.of("shared_with_me"))) {
      // A workspace owns its tests as a whole; nobody shares any with anybody.
      return Uni.createFrom()
          .item(Answer.ok(TestSummaries.of(new TestList.Page(List.of(), Optional.empty()))));
    }
    return tests.list(workspace, TestList.of(query)).map(page -> Answer.ok(TestSummaries.of(page)));
  }

  @POST
  @Path("summaries")
  public Uni<RestResponse<byte[]>> summarize(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] received) {
    var ids = texts(SUMMARIZE.read(received), "test_ids");
    return tests
        .find(workspace, ids)
        .map(
            found -> {
              var summaries = new TreeMap<String, TestSummaries.Summary>();
              found.forEach(test -> summaries.put(test.id(), TestSummaries.Summary.of(test)));
              return Answer.ok(Map.of("tests", summaries));
            });
  }

  @POST
  @Path("bulk-move")
  public Uni<RestResponse<byte[]>> move(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] received) {
    var body = MOVE.read(received);
    return folders
        .move(workspace, texts(body, "entity_ids"), folder(body, "move_to"))
        .map(_ -> Answer.ok(Map.of()));
  }

  /** The folder that a member names; {@code root} is the top, where no folder is. */
  static Optional<String> folder(ObjectNode body, String member) {
    return Optional.ofNullable(body.path(member).textValue())
        .filter(id -> !id.equals(TestList.TOP));
  }

  /** Where a test lies is not part of it. */
  private static ObjectNode without(ObjectNode body) {
    return body.deepCopy().without(PARENT);
  }

  private static List<String> texts(ObjectNode body, String member) {
    List<String> texts = new ArrayList<>();
    body.path(member).forEach(item -> texts.add(item.textValue()));
    return texts;
  }

  private static ObjectNode view(AgentTest test) {
    var view = CREATE.filled(test.body()).put("id", test.id());
    view.remove(PARENT);
    return view;
  }
}
