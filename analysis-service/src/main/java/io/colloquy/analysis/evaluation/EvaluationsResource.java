package io.colloquy.analysis.evaluation;

import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet.MalformedPacket;
import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Peer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/** Evaluations for other services. The gateway does not route here. */
@Singleton
@Path(EvaluationRequest.PATH)
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class EvaluationsResource {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Peer llm;
  private final EvaluationSettings settings;
  private final Clock clock;

  EvaluationsResource(
      @ConfigProperty(name = "colloquy.llm.url", defaultValue = "http://127.0.0.1:8082") URI llm,
      EvaluationSettings settings,
      Clock clock) {
    this.llm = new Peer(client, llm, clock);
    this.settings = settings;
    this.clock = clock;
  }

  @POST
  public Uni<RestResponse<byte[]>> evaluate(byte[] body) {
    var request = read(body);
    var model = settings.model().orElse(request.model());
    return Blocking.uni(
            () -> {
              var deadline = clock.instant().plus(settings.timeLimit());
              var judge = new CascadeJudge(llm, model, request.terms(), deadline);
              return new Evaluator(judge, settings.transcriptCharacters()).evaluate(request);
            })
        .map(Answer::ok);
  }

  private static EvaluationRequest read(byte[] body) {
    try {
      return Json.read(body, EvaluationRequest.class);
    } catch (MalformedPacket e) {
      throw new InvalidRequest(Flaw.ofValue(List.of(Flaw.BODY), "not an evaluation request"));
    }
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }
}
