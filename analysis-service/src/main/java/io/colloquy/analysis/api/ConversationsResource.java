package io.colloquy.analysis.api;

import io.colloquy.analysis.store.History;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

/** The history of conversations. Who may ask is the gateway's affair. */
@Path("/v1/convai/conversations")
@Produces(MediaType.APPLICATION_JSON)
public class ConversationsResource {

  private final History history;

  public ConversationsResource(History history) {
    this.history = history;
  }

  @GET
  public Uni<ConversationSummaries> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var query = ListParameters.read(workspace, uri.getQueryParameters());
    return Availability.required(history.list(query))
        .map(page -> ConversationSummaries.of(page, query));
  }

  @GET
  @Path("/{conversationId}")
  public Uni<ConversationDetail> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId) {
    return Availability.required(history.read(workspace, storable(conversationId)))
        .map(
            known ->
                known
                    .map(ConversationDetail::of)
                    .orElseThrow(() -> Refusal.notFound("conversation", conversationId)));
  }

  @DELETE
  @Path("/{conversationId}")
  public Uni<Map<String, String>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId) {
    return Availability.required(history.forget(workspace, storable(conversationId)))
        .map(forgotten -> done(forgotten, conversationId));
  }

  @POST
  @Path("/{conversationId}/feedback")
  @Consumes(MediaType.WILDCARD)
  public Uni<Map<String, String>> rate(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId,
      byte[] body) {
    var feedback = FeedbackBody.read(body);
    if (!FeedbackBody.hasScore(feedback)) {
      return get(workspace, conversationId)
          .map(
              known -> {
                throw FeedbackBody.withoutScore();
              });
    }
    return Availability.required(history.rate(workspace, storable(conversationId), feedback))
        .map(rated -> done(rated, conversationId));
  }

  private static Map<String, String> done(boolean found, String conversationId) {
    if (!found) {
      throw Refusal.notFound("conversation", conversationId);
    }
    return Map.of();
  }

  /** A NUL, which no id holds, must not reach PostgreSQL. */
  private static String storable(String conversationId) {
    return conversationId.replace('\0', '\uFFFD');
  }
}
