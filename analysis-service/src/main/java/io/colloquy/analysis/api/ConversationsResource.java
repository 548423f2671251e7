package io.colloquy.analysis.api;

import io.colloquy.analysis.store.History;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
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
  public Uni<ConversationSummaries> list(@Context UriInfo uri) {
    return history
        .list(ListParameters.read(uri.getQueryParameters()))
        .map(ConversationSummaries::of);
  }

  @GET
  @Path("/{conversationId}")
  public Uni<ConversationDetail> get(@RestPath String conversationId) {
    return history
        .read(storable(conversationId))
        .map(
            known ->
                known
                    .map(ConversationDetail::of)
                    .orElseThrow(() -> Refusal.noSuchConversation(conversationId)));
  }

  @DELETE
  @Path("/{conversationId}")
  public Uni<Map<String, String>> delete(@RestPath String conversationId) {
    return history
        .forget(storable(conversationId))
        .map(
            forgotten -> {
              if (!forgotten) {
                throw Refusal.noSuchConversation(conversationId);
              }
              return Map.of();
            });
  }

  /** A NUL, which no id holds, must not reach PostgreSQL. */
  private static String storable(String conversationId) {
    return conversationId.replace('\0', '\uFFFD');
  }
}
