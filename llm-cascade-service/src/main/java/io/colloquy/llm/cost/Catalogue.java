package io.colloquy.llm.cost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.CustomModel;
import io.colloquy.llm.model.Tariff;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The models of {@code models.json}, which holds the facts and says of when they are, and those of
 * the operator's own file, which stand above them.
 */
public final class Catalogue {

  /** Newer models of these families see as well as the older ones. */
  private static final List<String> SEEING = List.of("gpt-", "claude-", "gemini-");

  /** What providers put behind a model's id to tell of its version. */
  private static final Pattern VERSION =
      Pattern.compile("-(latest|\\d{3,4}|\\d{8}|\\d{4}-\\d{2}-\\d{2}|preview-.*)");

  private static final Catalogue BUILTIN = new Catalogue(CatalogueFile.builtin(), Optional.empty());

  /** Who has models of which nothing is known but that they are customers' own. */
  public static final String CUSTOMERS = "custom";

  /**
   * @param checkpoint whether the name is that of a fixed version
   */
  public record Entry(ModelFacts facts, boolean checkpoint) {}

  private final LocalDate pricesAsOf;
  private final List<Entry> entries;

  /** Ids to the model that they are, or are a fixed version of. */
  private final Map<String, ModelFacts> models = new LinkedHashMap<>();

  private final Set<String> added;

  private Catalogue(CatalogueFile builtin, Optional<CatalogueFile> operators) {
    pricesAsOf = LocalDate.parse(builtin.document().path("prices_as_of").asText());
    Map<String, ObjectNode> documents = new LinkedHashMap<>(builtin.models());
    operators.ifPresent(
        file ->
            file.models()
                .forEach(
                    (llm, facts) ->
                        documents.merge(llm, facts, (known, more) -> merged(known, more))));
    documents.forEach((llm, document) -> models.put(llm, facts(llm, document)));
    entries = entries(List.copyOf(models.values()));
    added = new HashSet<>(operators.map(file -> file.models().keySet()).orElse(Set.of()));
    added.removeAll(builtin.ids());
  }

  /** Fixed versions come after all models; one that is told of by itself is none. */
  private List<Entry> entries(List<ModelFacts> known) {
    List<Entry> all = new ArrayList<>();
    known.forEach(facts -> all.add(new Entry(facts, false)));
    for (var facts : known) {
      for (var name : facts.checkpoints()) {
        if (models.putIfAbsent(name, facts) == null) {
          all.add(new Entry(facts.asCheckpoint(name), true));
        }
      }
    }
    return List.copyOf(all);
  }

  private static ObjectNode merged(ObjectNode known, ObjectNode more) {
    var merged = known.deepCopy();
    for (var member : more.properties()) {
      if (member.getValue() instanceof ObjectNode inner
          && merged.get(member.getKey()) instanceof ObjectNode present) {
        merged.set(member.getKey(), merged(present, inner));
      } else {
        merged.set(member.getKey(), member.getValue());
      }
    }
    return merged;
  }

  private static ModelFacts facts(String llm, ObjectNode document) {
    try {
      var facts = Json.MAPPER.convertValue(document, ModelFacts.class);
      if (facts.provider() == null || facts.provider().isBlank()) {
        throw new IllegalArgumentException("it has no provider");
      }
      boolean limited = facts.maxTokens() > 0 && facts.maxContext() > 0;
      if (!limited && !facts.provider().equals(CUSTOMERS)) {
        throw new IllegalArgumentException("it has no max_tokens or no max_context");
      }
      return facts;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The model %s of the catalogue is flawed: %s"
              .formatted(llm, e.getMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  /** What is known without an operator. */
  public static Catalogue builtin() {
    return BUILTIN;
  }

  /**
   * @param operators a file of the same form whose members replace what is known of a model, or
   *     which tells of others
   * @throws IllegalArgumentException if it cannot be used, and says why
   */
  public static Catalogue load(Optional<Path> operators) {
    return operators
        .map(CatalogueFile::at)
        .map(file -> new Catalogue(CatalogueFile.builtin(), Optional.of(file)))
        .orElse(BUILTIN);
  }

  /** Models first, then their fixed versions. */
  public List<Entry> entries() {
    return entries;
  }

  public LocalDate pricesAsOf() {
    return pricesAsOf;
  }

  /** Whose model this id, or the fixed version of that name, is. */
  public Optional<String> providerOf(String id) {
    return Optional.ofNullable(models.get(id)).map(ModelFacts::provider);
  }

  /** The provider of a model that the operator's file has brought in. */
  public Optional<String> providerOfAdded(String id) {
    return Optional.of(id).filter(added::contains).map(models::get).map(ModelFacts::provider);
  }

  // What a model can do; a version that is not known can do what its model can.

  public boolean takesImages(String model) {
    return like(model).map(ModelFacts::images).orElseGet(() -> isOfSeeingFamily(model));
  }

  /** Whether a PDF is understood as it is. */
  public boolean takesDocuments(String model) {
    return like(model).map(ModelFacts::documents).orElseGet(() -> isOfSeeingFamily(model));
  }

  /** Of a model that is not known, nothing bad is known. */
  public boolean takesTools(String model) {
    return like(model).map(ModelFacts::tools).orElse(true);
  }

  /** The longest conversation in tokens; empty where it is not known. */
  public Optional<Integer> contextOf(String model) {
    return like(model).map(ModelFacts::maxContext).filter(tokens -> tokens > 0);
  }

  /** Whether the model's provider keeps nothing of what it is asked; only what is known counts. */
  public boolean keepsNothing(String model) {
    return version(model).filter(ModelFacts::zeroRetention).isPresent();
  }

  /** How long a model can be told to think; empty for one that cannot be told. */
  public List<String> reasoningEfforts(String model) {
    return like(model).map(ModelFacts::reasoningEfforts).orElse(List.of());
  }

  /**
   * How long an answer may be that is wanted to be so long: no model is asked for more than it has.
   *
   * @param wanted tokens; -1 for the model's own limit, and likewise what is returned
   */
  public int answerLimit(String model, int wanted) {
    int most = version(model).map(ModelFacts::maxTokens).orElse(0);
    return most > 0 && wanted > most ? most : wanted;
  }

  /** The model of the longest id that this one begins with. */
  private Optional<ModelFacts> like(String model) {
    return models.keySet().stream()
        .filter(model::startsWith)
        .max(Comparator.comparingInt(String::length))
        .map(models::get);
  }

  private static boolean isOfSeeingFamily(String model) {
    return SEEING.stream().anyMatch(model::startsWith);
  }

  /** The model that this is the id, or the provider's name, of a version of. */
  private Optional<ModelFacts> version(String model) {
    return models.keySet().stream()
        .filter(id -> isVersionOf(id.replace('@', '-'), model.replace('@', '-')))
        .max(Comparator.comparingInt(String::length))
        .map(models::get);
  }

  private static boolean isVersionOf(String id, String model) {
    return model.startsWith(id)
        && (model.length() == id.length()
            || VERSION.matcher(model.substring(id.length())).matches());
  }

  /**
   * What an answer costs.
   *
   * @param asked the id that was asked for
   * @param answering what the provider calls the model that answered
   */
  public Tariff tariff(String asked, String answering) {
    if (asked.equals(CustomModel.ID)) {
      return Tariff.free(asked); // the customer pays somebody else
    }
    return version(answering)
        .map(
            facts -> tariff(version(asked).equals(Optional.of(facts)) ? asked : facts.llm(), facts))
        .orElseGet(() -> Tariff.free(answering));
  }

  private static Tariff tariff(String name, ModelFacts facts) {
    var prices = facts.prices();
    return new Tariff(
        name,
        prices.input().orElse(BigDecimal.ZERO),
        prices.cacheRead().orElse(BigDecimal.ZERO),
        prices.cacheWrite().orElse(BigDecimal.ZERO),
        prices.output().orElse(BigDecimal.ZERO));
  }
}
