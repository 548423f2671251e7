package io.colloquy.llm.cascade;

import io.colloquy.contracts.llm.BackgroundQuestion;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.LlmRequest;
import io.colloquy.contracts.llm.Terms;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.places.Places;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which models may answer a request: the one that it names, then those of the usual order that a
 * provider of this deployment has, and that can do what is asked. A workspace that has a key of a
 * provider itself is served by its own, never by the deployment's. A customer's own model stands
 * for itself.
 */
public final class Routes {

  private static final int LETTERS_OF_A_TOKEN = 4;

  /**
   * What a model must be able to do.
   *
   * @param zeroRetention its provider keeps nothing
   * @param tools it asks for tools
   * @param images it looks at pictures
   * @param tokens it reads so many
   */
  public record Needs(boolean zeroRetention, boolean tools, boolean images, int tokens) {}

  /** Whether a model can do it, by the catalogue. */
  @FunctionalInterface
  public interface Fitness {
    boolean fits(String modelId, Needs needs);
  }

  /** Models that are asked with keys of workspaces' own. */
  @FunctionalInterface
  public interface OwnModels {

    /** No workspace has any. */
    OwnModels NONE = (_, _) -> Optional.empty();

    /** The workspace's own provider of this model, if it has one. */
    Optional<LanguageModel> having(String workspaceId, String modelId);
  }

  private final Models models;
  private final OwnModels own;
  private final List<String> order;
  private final Fitness fitness;
  private final Health health;

  /** Where no workspace has a key of its own. */
  public Routes(Models models, List<String> order, Fitness fitness, Health health) {
    this(models, OwnModels.NONE, order, fitness, health);
  }

  /**
   * @param own is asked before the deployment's models
   * @param order ids of models; those that no provider has are passed over
   */
  public Routes(Models models, OwnModels own, List<String> order, Fitness fitness, Health health) {
    this.models = models;
    this.own = own;
    this.order = List.copyOf(order);
    this.fitness = fitness;
    this.health = health;
  }

  /** Empty where the request allows no model that is here. */
  public Optional<Plan> plan(LlmRequest.Generate request) {
    if (request.custom().isPresent()) {
      return Optional.of(Plan.only(custom(request), request.terms()));
    }
    return plan(
        request.model(),
        needs(request.messages(), !request.tools().isEmpty(), request.terms()),
        request.terms());
  }

  /** A customer who is slow is slow for himself: what he may ask at once is his workspace's. */
  private Route custom(LlmRequest.Generate request) {
    var model = models.serving(request);
    var source = Places.ofWorkspace(model.provider(), request.terms().workspaceId());
    return new Route(request.model(), source, model);
  }

  /** Only models that keep to schemas, where there is one; empty where there is none of them. */
  public Optional<Plan> plan(BackgroundQuestion question) {
    return plan(
            question.model(),
            needs(question.messages(), !question.tools().isEmpty(), question.terms()),
            question.terms())
        .flatMap(
            plan -> question.answerSchema().isEmpty() ? Optional.of(plan) : keepingToSchemas(plan));
  }

  private static Optional<Plan> keepingToSchemas(Plan plan) {
    return of(
        plan.routes().stream().filter(route -> route.model().keepsToSchemas()),
        plan.health(),
        plan.terms());
  }

  private Optional<Plan> plan(String model, Needs needs, Terms terms) {
    Predicate<String> fits = id -> fitness.fits(id, needs);
    var itsOwn = having(model, terms.workspaceId());
    var first = itsOwn.orElseGet(() -> Route.of(model, models.serving(model)));
    boolean keepsNothing = keepsNothing(first) || (itsOwn.isPresent() && fits.test(model));
    var preferred = Stream.of(first).filter(_ -> !needs.zeroRetention() || keepsNothing);
    var backups =
        order.stream()
            .filter(id -> !id.equals(model))
            .filter(fits)
            .flatMap(id -> having(id, terms.workspaceId()).stream());
    return of(Stream.concat(preferred, backups), health, terms);
  }

  /** By a provider that has the model: the workspace's own where it has one. */
  private Optional<Route> having(String id, String workspaceId) {
    return own.having(workspaceId, id)
        .map(model -> new Route(id, Places.ofWorkspace(model.provider(), workspaceId), model))
        .or(() -> models.having(id).map(provider -> Route.of(id, provider)));
  }

  /** The builtin model is in this process; what else stands in for a model keeps what it wants. */
  private static boolean keepsNothing(Route route) {
    return route.source().equals(Models.BUILTIN);
  }

  private static Optional<Plan> of(Stream<Route> routes, Health health, Terms terms) {
    return Optional.of(routes.toList())
        .filter(list -> !list.isEmpty())
        .map(list -> new Plan(list, health, terms));
  }

  private static Needs needs(List<ChatMessage> messages, boolean tools, Terms terms) {
    boolean images =
        messages.stream().flatMap(message -> message.files().stream()).anyMatch(f -> f.isImage());
    int letters = messages.stream().mapToInt(message -> message.content().length()).sum();
    return new Needs(terms.zeroRetention(), tools, images, letters / LETTERS_OF_A_TOKEN);
  }

  /** The provider that has the demo model's id. */
  public LanguageModel standard() {
    return models.serving(Models.BUILTIN);
  }
}
