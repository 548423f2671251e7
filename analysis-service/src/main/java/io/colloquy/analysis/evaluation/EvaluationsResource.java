package io.colloquy.analysis.evaluation;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet.MalformedPacket;
import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Evaluations for other services. The gateway does not route here. */
@Singleton
@Path(EvaluationRequest.PATH)
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class EvaluationsResource {

  private final Evaluations evaluations;

  EvaluationsResource(Evaluations evaluations) {
    this.evaluations = evaluations;
  }

  @POST
  public Uni<RestResponse<byte[]>> evaluate(byte[] body) {
    return evaluations.of(read(body)).map(Evaluation::analysis).map(Answer::ok);
  }

  private static EvaluationRequest read(byte[] body) {
    try {
      return Json.read(body, EvaluationRequest.class);
    } catch (MalformedPacket e) {
      throw new InvalidRequest(Flaw.ofValue(List.of(Flaw.BODY), "not an evaluation request"));
    }
  }
}
