package io.colloquy.llm.keys;

import io.colloquy.llm.anthropic.AnthropicProtocol;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.gemini.GeminiProtocol;
import io.colloquy.llm.hosted.Endpoint;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.openai.OpenAiProtocol;
import io.colloquy.llm.openai.OpenAiSettings;
import java.util.Map;
import java.util.Optional;

/** Which provider has a model, and how it is asked with a workspace's own key. */
final class OwnProviders {

  private static final String OPENAI = "openai";
  private static final String ANTHROPIC = "anthropic";
  private static final String GEMINI = "gemini";

  /** For models that the catalogue does not know yet. */
  private static final Map<String, String> BY_FAMILY =
      Map.of(
          OpenAiSettings.FAMILY, OPENAI,
          AnthropicProtocol.FAMILY, ANTHROPIC,
          GeminiProtocol.FAMILY, GEMINI);

  private final Catalogue catalogue;

  OwnProviders(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The provider that the model is of. What the operator's own catalogue has brought in is of
   * nobody: only the operator's providers have it.
   */
  Optional<String> having(String modelId) {
    if (catalogue.providerOfAdded(modelId).isPresent()) {
      return Optional.empty();
    }
    return catalogue.providerOf(modelId).or(() -> ofFamily(modelId));
  }

  private static Optional<String> ofFamily(String modelId) {
    return BY_FAMILY.entrySet().stream()
        .filter(family -> modelId.startsWith(family.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * @param apiKey as it is, unsealed
   * @throws IllegalArgumentException if the address is none, or the provider is not known
   */
  Protocol asked(String provider, String apiKey, Optional<String> baseUrl) {
    return switch (provider) {
      case OPENAI ->
          new OpenAiProtocol(
              OpenAiSettings.from(baseUrl, Optional.of(apiKey), Optional.empty(), Optional.empty())
                  .orElseThrow(),
              catalogue);
      case ANTHROPIC ->
          new AnthropicProtocol(
              Endpoint.at(
                  baseUrl.orElse(AnthropicProtocol.ADDRESS),
                  AnthropicProtocol.VERSION,
                  apiKey,
                  AnthropicProtocol.STANDARD_MODEL),
              catalogue);
      case GEMINI ->
          new GeminiProtocol(
              Endpoint.at(
                  baseUrl.orElse(GeminiProtocol.ADDRESS),
                  GeminiProtocol.VERSION,
                  apiKey,
                  GeminiProtocol.STANDARD_MODEL),
              catalogue);
      default -> throw new IllegalArgumentException("no provider of ours: " + provider);
    };
  }
}
