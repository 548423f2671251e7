package io.colloquy.conversation.simulation;

import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Simulated conversations over REST (pages 043, 078 and 079). Who may call is the gateway's
 * business. A client that goes away ends its simulation.
 */
@Path("/v1/convai/agents/{agentId}/simulate-conversation")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SimulationResource {

  private static final Operation SIMULATE = ApiDocument.get().operation("simulateConversation");
  private static final Operation STREAM = ApiDocument.get().operation("simulateConversationStream");

  private final Simulations simulations;

  SimulationResource(Simulations simulations) {
    this.simulations = simulations;
  }

  @POST
  public Uni<RestResponse<byte[]>> simulate(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId,
      byte[] body) {
    var request = SimulationRequest.of(SIMULATE.read(body));
    return simulations
        .prepare(workspace, agentId, request)
        .chain(prepared -> Blocking.uni(() -> simulations.run(prepared, _ -> {})))
        .map(Answer::ok);
  }

  /** A JSON object in each line: first turns as they come, in the last one the analysis. */
  @POST
  @Path("stream")
  public Multi<byte[]> stream(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId,
      byte[] body) {
    var request = SimulationRequest.of(STREAM.read(body));
    var lines =
        simulations
            .prepare(workspace, agentId, request)
            .onItem()
            .transformToMulti(
                prepared ->
                    Blocking.<byte[]>multi(
                        sink -> {
                          var result =
                              simulations.run(
                                  prepared,
                                  turns ->
                                      sink.accept(line(Map.of("simulated_conversation", turns))));
                          sink.accept(line(conclusion(result)));
                        }));
    return RestMulti.fromMultiData(lines).encodeAsJsonArray(false).build();
  }

  private static Map<String, Object> conclusion(Simulations.Result result) {
    Map<String, Object> conclusion = new LinkedHashMap<>();
    conclusion.put("analysis", result.analysis());
    conclusion.put("termination_reason", result.terminationReason());
    return conclusion;
  }

  /** RESTEasy ends each piece with a new line. */
  private static byte[] line(Object content) {
    return Json.bytes(content);
  }
}
