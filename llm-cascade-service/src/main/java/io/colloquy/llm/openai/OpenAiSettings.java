package io.colloquy.llm.openai;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where an OpenAI-compatible provider answers, and as whom.
 *
 * @param baseUrl ends without a slash; {@code /chat/completions} is added to it
 * @param apiKey none for a provider that asks for none, as Ollama
 * @param fixedModel the one model that serves every id
 * @param standardModel serves every id that is not OpenAI's, where no model is fixed
 * @param images whether models are shown pictures; where nothing is said, as the catalogue knows
 * @param ownModels ids that are asked for as they are, besides OpenAI's
 */
public record OpenAiSettings(
    String baseUrl,
    Optional<String> apiKey,
    Optional<String> fixedModel,
    String standardModel,
    Optional<Boolean> images,
    Set<String> ownModels) {

  public static final String FAMILY = "gpt-";

  private static final String OPENAI = "https://api.openai.com/v1";
  private static final String OPENAI_STANDARD = "gpt-4o-mini";
  private static final String OLLAMA_STANDARD = "llama3.2";

  /**
   * @throws IllegalArgumentException if the address is none
   */
  public OpenAiSettings {
    baseUrl = normalised(baseUrl);
  }

  public OpenAiSettings(
      String baseUrl, Optional<String> apiKey, Optional<String> fixedModel, String standardModel) {
    this(baseUrl, apiKey, fixedModel, standardModel, Optional.empty(), Set.of());
  }

  /** The same, with or without pictures whatever the catalogue knows. */
  public OpenAiSettings seeing(Optional<Boolean> pictures) {
    return new OpenAiSettings(baseUrl, apiKey, fixedModel, standardModel, pictures, ownModels);
  }

  /** The same, with these models. */
  public OpenAiSettings having(List<String> models) {
    return new OpenAiSettings(
        baseUrl, apiKey, fixedModel, standardModel, images, Set.copyOf(models));
  }

  /**
   * The provider that one variable of the environment is enough to name; the first that is set: an
   * address of one's own, a key of OpenAI, a local Ollama.
   *
   * @param model what {@code COLLOQUY_LLM_MODEL} says
   */
  public static Optional<OpenAiSettings> from(
      Optional<String> openAiBaseUrl,
      Optional<String> openAiKey,
      Optional<String> ollamaBaseUrl,
      Optional<String> model) {
    return openAiBaseUrl
        .map(url -> new OpenAiSettings(url, openAiKey, model, OPENAI_STANDARD))
        .or(
            () ->
                openAiKey.map(
                    _ ->
                        new OpenAiSettings(
                            OPENAI, openAiKey, Optional.empty(), model.orElse(OPENAI_STANDARD))))
        .or(
            () ->
                ollamaBaseUrl.map(
                    url ->
                        new OpenAiSettings(
                            url,
                            Optional.empty(),
                            Optional.of(model.orElse(OLLAMA_STANDARD)),
                            OLLAMA_STANDARD)));
  }

  /** The provider's model for an id that an agent asked for. */
  public String modelFor(String requested) {
    boolean known = requested.startsWith(FAMILY) || ownModels.contains(requested);
    return fixedModel.orElseGet(() -> known ? requested : standardModel);
  }

  /** OpenAI itself, which wants some things other than those who speak its protocol. */
  public boolean isOpenAiItself() {
    return baseUrl.equals(OPENAI);
  }

  /** Host and port, for logs. */
  public String address() {
    return URI.create(baseUrl).getAuthority();
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "OpenAiSettings[" + baseUrl + (apiKey.isPresent() ? ", with a key]" : ", no key]");
  }

  /**
   * An address without a path gets {@code /v1}; one with a path is taken as it is, but for the
   * {@code /chat/completions} that some write out.
   */
  private static String normalised(String url) {
    var bare = url.strip().replaceAll("/+$", "").replaceFirst("/chat/completions$", "");
    var uri = URI.create(bare);
    if (uri.getHost() == null || !bare.startsWith("http")) {
      throw new IllegalArgumentException("not an http address of a model provider: " + bare);
    }
    return uri.getPath().isEmpty() ? bare + "/v1" : bare;
  }
}
