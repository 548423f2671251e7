package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.Prompt;
import io.colloquy.contracts.analysis.Analysis;
import io.colloquy.contracts.analysis.EvaluationRequest;
import io.colloquy.contracts.analysis.EvaluationRequest.Criterion;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.conversation.agents.AgentStore;
import io.colloquy.conversation.knowledge.Retrieval;
import io.colloquy.conversation.mcp.McpTools;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.tools.Tools;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Peer;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Prepares simulations from what is stored, and runs them. */
@Singleton
class Simulations {

  private final HttpClient client = HttpClient.newHttpClient();
  private final AgentStore agents;
  private final Tools tools;
  private final McpTools mcp;
  private final Retrieval knowledge;
  private final Clock clock;
  private final SimulationSettings settings;
  private final MeterRegistry meters;
  private final Model model;
  private final Evaluations evaluations;
  private final Semaphore places;

  /** First come, first served, instead of a crowd that asks a busy service again and again. */
  private final Semaphore answering;

  /** All that a simulation needs, looked up. */
  record Prepared(
      Workspace workspace, SimulationRequest request, Party agent, EvaluationRequest question) {}

  /** What a client is told in the end. */
  record Result(
      List<ObjectNode> simulatedConversation, Analysis analysis, Ending terminationReason) {}

  Simulations(
      AgentStore agents,
      Tools tools,
      McpTools mcp,
      Retrieval knowledge,
      Clock clock,
      SimulationSettings settings,
      MeterRegistry meters,
      @ConfigProperty(name = "colloquy.llm.url", defaultValue = "http://127.0.0.1:8082") URI llm,
      @ConfigProperty(name = "colloquy.analysis.url", defaultValue = "http://127.0.0.1:8084")
          URI analysis) {
    this.agents = agents;
    this.tools = tools;
    this.mcp = mcp;
    this.knowledge = knowledge;
    this.clock = clock;
    this.settings = settings;
    this.meters = meters;
    model = new CascadeModel(new Peer(client, llm, clock), clock, settings.answerPatience());
    evaluations =
        new Evaluations(new Peer(client, analysis, clock), clock, settings.evaluationPatience());
    places = new Semaphore(settings.atOnce());
    answering = new Semaphore(settings.answersAtOnce(), true);
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }

  /**
   * To be called on a Vert.x context. Fails with a {@link Refusal} (404) if there is no such agent,
   * with {@link InvalidRequest} if it needs a variable that has no value.
   */
  Uni<Prepared> prepare(Workspace workspace, String agentId, SimulationRequest request) {
    return agents
        .get(workspace, agentId)
        .chain(
            agent ->
                party(workspace, agent, request)
                    .chain(
                        party ->
                            knowledge(workspace, agent, request)
                                .map(
                                    known ->
                                        new Prepared(
                                            workspace,
                                            request,
                                            party,
                                            Evaluations.question(
                                                workspace, agent, request, known)))));
  }

  private Uni<Party> party(Workspace workspace, Agent agent, SimulationRequest request) {
    return offers(workspace, agent.conversationConfig().agent().prompt())
        .map(offers -> Cast.agent(agent, offers, request.variables()));
  }

  private Uni<List<Offer>> offers(Workspace workspace, Prompt prompt) {
    return tools
        .offers(workspace, prompt)
        .chain(
            own ->
                mcp.offers(workspace, prompt.mcpServerIds())
                    .map(
                        others -> {
                          List<Offer> all = new ArrayList<>(own);
                          all.addAll(others);
                          return all;
                        }));
  }

  /** What the agent's knowledge base says, if a criterion wants to know. */
  private Uni<Optional<String>> knowledge(
      Workspace workspace, Agent agent, SimulationRequest request) {
    var documents = agent.conversationConfig().agent().prompt().knowledgeBase();
    boolean wanted =
        Evaluations.criteria(agent, request).stream().anyMatch(Criterion::useKnowledgeBase);
    if (!wanted || documents.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return knowledge
        .whole(workspace, documents.stream().map(Prompt.KnowledgeBaseLocator::id).toList())
        .map(
            found ->
                Optional.of(
                    found.stream()
                        .map(it -> it.documentName() + "\n" + it.text())
                        .collect(Collectors.joining("\n\n"))));
  }

  /**
   * Runs a simulation and has it evaluated. Blocks; an interrupt ends it.
   *
   * @param listener is told the turns as they come
   * @throws Refusal if too many run already, or no model answers
   */
  Result run(Prepared prepared, Consumer<List<ObjectNode>> listener) throws InterruptedException {
    if (!places.tryAcquire()) {
      throw new Refusal(
          429, "too_many_simulations", "Too many simulations are running. Try again later.");
    }
    try {
      var simulation =
          new Simulation(
              scenario(prepared),
              (question, deadline) -> answer(question.on(terms(prepared)), deadline),
              clock,
              listener);
      var outcome = simulation.run();
      count(outcome.ending().wireName());
      return new Result(
          outcome.turns(), evaluations.of(prepared.question(), outcome.turns()), outcome.ending());
    } catch (InterruptedException e) {
      count("abandoned");
      throw e;
    } catch (ModelFailed e) {
      count("refused");
      throw new Refusal(e.statusCode(), status(e.statusCode()), e.getMessage());
    } finally {
      places.release();
    }
  }

  private static Terms terms(Prepared prepared) {
    return Terms.background(prepared.workspace().id());
  }

  private void count(String ending) {
    meters.counter("colloquy.simulations", "ending", ending).increment();
  }

  private BackgroundAnswer answer(BackgroundQuestion question, Instant deadline)
      throws ModelFailed, InterruptedException {
    var left = Duration.between(clock.instant(), deadline);
    if (!answering.tryAcquire(left.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new ModelFailed(503, "The language model is busy.");
    }
    BackgroundAnswer answer;
    try {
      answer = model.answer(question, deadline);
    } finally {
      answering.release();
    }
    meters
        .counter("colloquy.simulation.tokens", "direction", "in")
        .increment((double) answer.usage().inputTokens());
    meters
        .counter("colloquy.simulation.tokens", "direction", "out")
        .increment((double) answer.usage().outputTokens());
    return answer;
  }

  private static String status(int code) {
    return switch (code) {
      case 503 -> "llm_unavailable";
      case 504 -> "llm_timeout";
      default -> "llm_failed";
    };
  }

  private Scenario scenario(Prepared prepared) {
    var request = prepared.request();
    return new Scenario(
        prepared.agent(),
        Cast.user(request.user(), request.variables()),
        new MockedTools(new Mocks(request.mocks()), id -> other(prepared, id)),
        request.history(),
        Math.min(request.newTurnsLimit(), settings.maxTurns()),
        clock.instant().plus(settings.timeLimit()));
  }

  /** An agent to which the user is handed over, if there is one that can take part. */
  private Optional<Party> other(Prepared prepared, String agentId) {
    try {
      return Optional.of(
          VertxContextSupport.subscribeAndAwait(
              () ->
                  agents
                      .get(prepared.workspace(), agentId)
                      .chain(agent -> party(prepared.workspace(), agent, prepared.request()))));
    } catch (Refusal | InvalidRequest e) {
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("an agent cannot be looked up", e);
    }
  }
}
