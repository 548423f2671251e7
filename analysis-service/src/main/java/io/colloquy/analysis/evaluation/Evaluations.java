package io.colloquy.analysis.evaluation;

import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.Peer;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Has conversations evaluated by models of the llm-cascade-service. */
@Singleton
public class Evaluations {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Peer llm;
  private final EvaluationSettings settings;
  private final Clock clock;

  Evaluations(
      @ConfigProperty(name = "colloquy.llm.url", defaultValue = "http://127.0.0.1:8082") URI llm,
      EvaluationSettings settings,
      Clock clock) {
    this.llm = new Peer(client, llm, clock);
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes as long as the settings allow; fails only by a defect. */
  public Uni<Evaluation> of(EvaluationRequest request) {
    var model = settings.model().orElse(request.model());
    return Blocking.uni(
        () -> {
          var deadline = clock.instant().plus(settings.timeLimit());
          var judge = new CascadeJudge(llm, model, request.terms(), deadline);
          return new Evaluator(judge, settings.transcriptCharacters()).evaluate(request);
        });
  }

  /** Of a conversation that cannot be evaluated: all is unknown, for this reason. */
  public Evaluation unknown(EvaluationRequest request, String reason) {
    Judge nobody =
        _ -> {
          throw new NoJudgement(NoJudgement.Kind.ANY_QUESTION, reason);
        };
    return new Evaluator(nobody, settings.transcriptCharacters()).evaluate(request);
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }
}
