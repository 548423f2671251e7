package io.colloquy.llm;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.llm.builtin.BuiltinModel;
import io.colloquy.llm.builtin.Embedder;
import io.colloquy.llm.builtin.MiniLmEmbedder;
import io.colloquy.llm.builtin.RememberingEmbedder;
import io.colloquy.llm.builtin.Responder;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.openai.OpenAiProtocol;
import io.colloquy.llm.openai.OpenAiSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Opens the providers that the configuration names, warm, and closes them. */
final class Providers implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Providers.class);

  private static final String SAMPLE_PROMPT =
      """
      You are Sam, the assistant of a corner shop.
      # Knowledge
      We are open every day from nine to five.
      Parking is free behind the house.
      """;

  private final List<Runnable> closings = new ArrayList<>();
  private final Models models;

  /** Takes about a second where the builtin model is in use: it loads its network. */
  Providers(LlmConfig config) {
    var real = settings(config).map(settings -> openAi(settings, config));
    boolean replaced = config.builtinReplacedByReal();
    this.models =
        real.isPresent() && replaced
            ? new Models(real.get(), real, true)
            : new Models(builtin(config), real, replaced);
  }

  Models models() {
    return models;
  }

  private static Optional<OpenAiSettings> settings(LlmConfig config) {
    return OpenAiSettings.from(
        config.openai().baseUrl(),
        config.openai().apiKey(),
        config.ollama().baseUrl(),
        config.model());
  }

  private LanguageModel openAi(OpenAiSettings settings, LlmConfig config) {
    LOG.infof(
        "%s answers at %s%s",
        settings.modelFor(Models.BUILTIN),
        settings.address(),
        config.builtinReplacedByReal() ? ", in place of the builtin model too" : "");
    var model = new HostedModel(new OpenAiProtocol(settings), config.openai().connectTimeout());
    closings.add(model::close);
    return model;
  }

  private LanguageModel builtin(LlmConfig config) {
    long from = System.nanoTime();
    var network = new MiniLmEmbedder();
    closings.add(network::close);
    Embedder embedder = new RememberingEmbedder(network, config.builtin().rememberedSentences());
    warmUp(embedder);
    LOG.infof(
        "the builtin model is loaded and warm (%d ms)", (System.nanoTime() - from) / 1_000_000);
    return new BuiltinModel(embedder, config.builtin().tokenDelay());
  }

  /** The first caller shall not wait for classes to load and code to be compiled. */
  private static void warmUp(Embedder embedder) {
    var responder = new Responder(embedder);
    for (var question : List.of("hello", "can i park there", "what is the capital of france")) {
      var _ =
          responder.respond(List.of(ChatMessage.system(SAMPLE_PROMPT), ChatMessage.user(question)));
    }
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }
}
