package io.colloquy.contracts.llm;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The models that agents of this deployment may name: the record of {@link Topics#MODELS} with the
 * key {@link #KEY}. The llm-cascade-service publishes it when it starts.
 */
public record OfferedModels(List<Offered> models) {

  public static final String KEY = "llm-cascade";

  public static final Codec<OfferedModels> CODEC = Json.codec(OfferedModels.class);

  public OfferedModels {
    models = List.copyOf(models);
  }

  /**
   * A model that is known here.
   *
   * @param provider who has it, for example {@code anthropic}
   * @param configured whether it can be asked here: its provider is configured, or another stands
   *     in for it
   * @param zeroRetention whether its provider keeps nothing of what it is asked
   * @param hipaa whether it may be told of patients
   */
  public record Offered(
      String id, String provider, boolean configured, boolean zeroRetention, boolean hipaa) {

    private Offered orOf(Set<String> providers) {
      return new Offered(
          id, provider, configured || providers.contains(provider), zeroRetention, hipaa);
    }
  }

  public Optional<Offered> find(String id) {
    return models.stream().filter(model -> model.id().equals(id)).findFirst();
  }

  /** The same for who has keys of these providers: what they have can be asked, too. */
  public OfferedModels orOf(Set<String> providers) {
    return new OfferedModels(models.stream().map(model -> model.orOf(providers)).toList());
  }
}
