package io.colloquy.analysis.aftercall;

import io.colloquy.analysis.api.Availability;
import io.colloquy.analysis.api.ConversationDetail;
import io.colloquy.analysis.store.History;
import io.colloquy.analysis.store.Kept;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Analyses a conversation again, by what its agent is configured for now. That is announced on the
 * public topic like the first time; webhooks told of the conversation once, and do not again.
 */
@Path("/v1/convai/conversations/{conversationId}/analysis/run")
@Produces(MediaType.APPLICATION_JSON)
public class AnalysisResource {

  private final History history;
  private final Analyst analyst;

  AnalysisResource(History history, Analyst analyst) {
    this.history = history;
    this.analyst = analyst;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  public Uni<ConversationDetail> run(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId) {
    var id = conversationId.replace('\0', '\uFFFD');
    return Availability.required(history.read(workspace, id))
        .map(known -> known.orElseThrow(() -> Refusal.notFound("conversation", id)))
        .invoke(AnalysisResource::requireConclusion)
        .flatMap(kept -> analyst.evaluate(workspace, kept))
        .flatMap(
            evaluation ->
                Availability.required(history.concludeAgain(workspace, id, evaluation.analysis())))
        .map(known -> known.orElseThrow(() -> Refusal.notFound("conversation", id)))
        .map(ConversationDetail::of);
  }

  private static void requireConclusion(Kept kept) {
    if (kept.conclusion().isEmpty()) {
      throw new Refusal(
          409, "conversation_not_over", "The conversation is not over, or not processed yet.");
    }
    if (kept.deletion().isShell()) {
      throw new Refusal(
          409,
          "conversation_deleted",
          "The transcript was deleted, as the agent's retention says.");
    }
  }
}
