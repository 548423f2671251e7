package io.colloquy.analysis.testing;

import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Arguments;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.ListRequest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Runs of tests over REST (pages 117 to 119). Who may call is the gateway's business. */
@Path("/v1/convai")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class InvocationsResource {

  private static final Operation RUN = ApiDocument.get().operation("runTests");
  private static final Operation AGAIN = ApiDocument.get().operation("repeatTestInvocation");
  private static final Operation LIST = ApiDocument.get().operation("listTestInvocations");

  private final Invocations invocations;

  InvocationsResource(Invocations invocations) {
    this.invocations = invocations;
  }

  @POST
  @Path("agents/{agentId}/run-tests")
  public Uni<RestResponse<byte[]>> run(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId,
      byte[] received) {
    return invocations
        .run(workspace, agentId, RUN.read(received))
        .map(held -> Answer.ok(InvocationViews.of(held)));
  }

  @GET
  @Path("test-invocations")
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    return invocations
        .list(workspace, request(LIST.query(uri.getQueryParameters())))
        .map(page -> Answer.ok(InvocationViews.of(page)));
  }

  private static ListRequest request(Arguments query) {
    var request = ListRequest.of(query);
    return new ListRequest(
        request.pageSize(),
        request.prefix(),
        query.text("agent_id").stream().toList(),
        request.sortBy(),
        request.descending(),
        request.cursor());
  }

  @GET
  @Path("test-invocations/{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return invocations.get(workspace, id).map(held -> Answer.ok(InvocationViews.of(held)));
  }

  @POST
  @Path("test-invocations/{id}/resubmit")
  public Uni<RestResponse<byte[]>> again(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] received) {
    return invocations
        .again(workspace, id, AGAIN.read(received))
        .map(held -> Answer.ok(InvocationViews.of(held)));
  }

  /** Stops what is pending; but every run has ended when its invocation is stored. */
  @POST
  @Path("test-invocations/{id}/cancel")
  public Uni<RestResponse<byte[]>> cancel(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return invocations.get(workspace, id).map(_ -> Answer.ok(Map.of()));
  }
}
