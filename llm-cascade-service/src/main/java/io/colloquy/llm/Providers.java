package io.colloquy.llm;

import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.llm.anthropic.AnthropicProtocol;
import io.colloquy.llm.builtin.BuiltinModel;
import io.colloquy.llm.builtin.Embedder;
import io.colloquy.llm.builtin.MiniLmEmbedder;
import io.colloquy.llm.builtin.RememberingEmbedder;
import io.colloquy.llm.builtin.Responder;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.files.FileSource;
import io.colloquy.llm.gemini.GeminiProtocol;
import io.colloquy.llm.hosted.Endpoint;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.hosted.Protocol;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.Models;
import io.colloquy.llm.model.Models.Family;
import io.colloquy.llm.openai.CustomModels;
import io.colloquy.llm.openai.OpenAiProtocol;
import io.colloquy.llm.openai.OpenAiSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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
  private final FileSource files;
  private final Catalogue catalogue;

  /** Takes about a second where the builtin model is in use: it loads its network. */
  Providers(LlmConfig config, Catalogue catalogue, FileSource files) {
    this.files = files;
    this.catalogue = catalogue;
    var families = families(config);
    var standard = standard(config, families);
    boolean replaced = config.builtinReplacedByReal();
    standard.ifPresent(
        model ->
            LOG.infof(
                "%s answers where no other provider has the model%s",
                model.provider(), replaced ? ", in place of the builtin model too" : ""));
    var builtin = standard.filter(_ -> replaced).orElseGet(() -> builtin(config));
    var customs = new CustomModels(secrets(config), config.connectTimeout(), files);
    closings.add(customs::close);
    this.models = new Models(builtin, families, standard, replaced, customs::serving);
  }

  /** Opens what was sealed elsewhere. */
  static Optional<SecretBox> secrets(LlmConfig config) {
    return config
        .secretsKey()
        .map(key -> SecretBox.of(key, config.retiredSecretsKeys().orElse(List.of())));
  }

  Models models() {
    return models;
  }

  /** Those that are configured, in the order in which they are preferred. */
  private List<Family> families(LlmConfig config) {
    var hosts = config.hosts().entrySet().stream().map(host -> host(host, config));
    var known =
        Stream.of(
            openAi(config).map(protocol -> family(OpenAiSettings.FAMILY, protocol, config)),
            config
                .anthropic()
                .apiKey()
                .map(key -> anthropic(key, config))
                .map(protocol -> family(AnthropicProtocol.FAMILY, protocol, config)),
            config
                .gemini()
                .apiKey()
                .map(key -> gemini(key, config))
                .map(protocol -> family(GeminiProtocol.FAMILY, protocol, config)));
    return Stream.concat(hosts, known.flatMap(Optional::stream)).toList();
  }

  private Family host(Map.Entry<String, LlmConfig.Host> named, LlmConfig config) {
    var host = named.getValue();
    var settings =
        new OpenAiSettings(
                host.baseUrl(), host.apiKey(), Optional.empty(), host.models().getFirst())
            .having(host.models())
            .seeing(host.images());
    var ids = Set.copyOf(host.models());
    return new Family(
        ids::contains, hosted(new OpenAiProtocol(named.getKey(), settings, catalogue), config));
  }

  /** A further host stands in for other models only where there is nothing else. */
  private static Optional<LanguageModel> standard(LlmConfig config, List<Family> families) {
    var model = config.model();
    return families.stream()
        .filter(family -> model.filter(family.has()).isPresent())
        .findFirst()
        .or(() -> families.stream().skip(config.hosts().size()).findFirst())
        .or(() -> families.stream().findFirst())
        .map(Family::provider);
  }

  /** An id of the catalogue is its provider's, whatever it begins with. */
  private Family family(String prefix, Protocol protocol, LlmConfig config) {
    var provider = protocol.provider();
    return new Family(
        id -> catalogue.providerOf(id).map(provider::equals).orElseGet(() -> id.startsWith(prefix)),
        hosted(protocol, config));
  }

  private LanguageModel hosted(Protocol protocol, LlmConfig config) {
    LOG.infof("%s answers at %s", protocol.provider(), protocol.baseUrl());
    var model = new HostedModel(protocol, config.connectTimeout(), files);
    closings.add(model::close);
    return model;
  }

  private Optional<Protocol> openAi(LlmConfig config) {
    boolean others = config.model().filter(id -> isFamilyOf(id, config)).isPresent();
    return OpenAiSettings.from(
            config.openai().baseUrl(),
            config.openai().apiKey(),
            config.ollama().baseUrl(),
            config.model().filter(_ -> !others))
        .map(settings -> settings.seeing(config.openai().images()))
        .map(settings -> new OpenAiProtocol(settings, catalogue));
  }

  /** Whether another provider than OpenAI's protocol has this model. */
  private static boolean isFamilyOf(String id, LlmConfig config) {
    return (id.startsWith(AnthropicProtocol.FAMILY) && config.anthropic().apiKey().isPresent())
        || (id.startsWith(GeminiProtocol.FAMILY) && config.gemini().apiKey().isPresent());
  }

  private Protocol anthropic(String key, LlmConfig config) {
    return new AnthropicProtocol(
        Endpoint.at(
            config.anthropic().baseUrl().orElse(AnthropicProtocol.ADDRESS),
            AnthropicProtocol.VERSION,
            key,
            standardModel(AnthropicProtocol.FAMILY, AnthropicProtocol.STANDARD_MODEL, config)),
        catalogue);
  }

  private Protocol gemini(String key, LlmConfig config) {
    return new GeminiProtocol(
        Endpoint.at(
            config.gemini().baseUrl().orElse(GeminiProtocol.ADDRESS),
            GeminiProtocol.VERSION,
            key,
            standardModel(GeminiProtocol.FAMILY, GeminiProtocol.STANDARD_MODEL, config)),
        catalogue);
  }

  private static String standardModel(String family, String usual, LlmConfig config) {
    return config.model().filter(id -> id.startsWith(family)).orElse(usual);
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
