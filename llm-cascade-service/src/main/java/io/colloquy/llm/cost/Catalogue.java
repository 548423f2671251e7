package io.colloquy.llm.cost;

import io.colloquy.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** The models of {@code models.json}, which holds the facts and says of when they are. */
public final class Catalogue {

  private record Document(String pricesAsOf, List<ModelFacts> models) {}

  /**
   * @param checkpoint whether the name is that of a fixed version
   */
  public record Entry(ModelFacts facts, boolean checkpoint) {}

  private final LocalDate pricesAsOf;
  private final List<Entry> entries;

  private Catalogue(Document document) {
    pricesAsOf = LocalDate.parse(document.pricesAsOf());
    entries =
        Stream.concat(
                document.models().stream().map(facts -> new Entry(facts, false)),
                document.models().stream()
                    .flatMap(
                        facts ->
                            facts.checkpoints().stream()
                                .map(name -> new Entry(facts.asCheckpoint(name), true))))
            .toList();
  }

  public static Catalogue load() {
    try (var file = Catalogue.class.getResourceAsStream("models.json")) {
      return new Catalogue(Json.MAPPER.readValue(file, Document.class));
    } catch (IOException e) {
      throw new UncheckedIOException("models.json is not in the jar", e);
    }
  }

  /** Models first, then their fixed versions. */
  public List<Entry> entries() {
    return entries;
  }

  public LocalDate pricesAsOf() {
    return pricesAsOf;
  }
}
