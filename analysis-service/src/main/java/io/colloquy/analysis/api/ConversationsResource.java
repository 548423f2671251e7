package io.colloquy.analysis.api;

import io.colloquy.analysis.store.History;
import io.colloquy.rest.Refusal;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;

/** The history of conversations. Who may ask is the gateway's affair. */
@Path("/v1/convai/conversations")
@Produces(MediaType.APPLICATION_JSON)
public class ConversationsResource {

  private static final Logger LOG = Logger.getLogger(ConversationsResource.class);

  private final History history;

  public ConversationsResource(History history) {
    this.history = history;
  }

  @GET
  public Uni<ConversationSummaries> list(@Context UriInfo uri) {
    return available(history.list(ListParameters.read(uri.getQueryParameters())))
        .map(ConversationSummaries::of);
  }

  @GET
  @Path("/{conversationId}")
  public Uni<ConversationDetail> get(@RestPath String conversationId) {
    return available(history.read(storable(conversationId)))
        .map(
            known ->
                known
                    .map(ConversationDetail::of)
                    .orElseThrow(() -> Refusal.notFound("conversation", conversationId)));
  }

  @DELETE
  @Path("/{conversationId}")
  public Uni<Map<String, String>> delete(@RestPath String conversationId) {
    return available(history.forget(storable(conversationId)))
        .map(
            forgotten -> {
              if (!forgotten) {
                throw Refusal.notFound("conversation", conversationId);
              }
              return Map.of();
            });
  }

  /** What the history fails with is its database being away. */
  private static <T> Uni<T> available(Uni<T> answer) {
    return answer
        .onFailure()
        .transform(
            failure -> {
              LOG.error("the history cannot be read", failure);
              return Refusal.unavailable("history");
            });
  }

  /** A NUL, which no id holds, must not reach PostgreSQL. */
  private static String storable(String conversationId) {
    return conversationId.replace('\0', '\uFFFD');
  }
}
