package io.colloquy.analysis.api;

import io.colloquy.analysis.store.History;
import io.colloquy.analysis.store.WordSearch;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;

/** What was said, found by its words; no page knows it, but the official client does. */
@Path("/v1/convai/conversations/messages/text-search")
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {

  private final History history;

  /** The answer. */
  record Found(List<WordSearch.Hit> results, Optional<String> nextCursor, boolean hasMore) {}

  public MessagesResource(History history) {
    this.history = history;
  }

  @GET
  public Uni<Found> search(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var search = SearchParameters.read(workspace, uri.getQueryParameters());
    return Availability.required(history.search(search))
        .map(
            page ->
                new Found(
                    page.hits(),
                    page.next().map(place -> SearchParameters.cursor(search, place)),
                    page.next().isPresent()));
  }
}
