package io.colloquy.llm.keys;

import io.colloquy.contracts.llm.ProviderKey;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.llm.cascade.Routes.OwnModels;
import io.colloquy.llm.cost.Catalogue;
import io.colloquy.llm.files.FileSource;
import io.colloquy.llm.hosted.HostedModel;
import io.colloquy.llm.model.LanguageModel;
import io.colloquy.llm.model.UnusableModel;
import io.colloquy.llm.places.Places;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The providers that are asked with workspaces' own keys: each opened when it is asked for the
 * first time, and closed when its key is another or gone, or nobody has asked it for a while.
 * Answers that run then go on to their end.
 *
 * <p>A key that cannot be opened is no reason to ask with the deployment's: such a model is there,
 * and its every answer fails and says why, so that the next model is asked.
 *
 * <p>A key is plain in memory only, for as long as its provider is open. Safe for many threads.
 */
public final class ProviderPool implements OwnModels, AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ProviderPool.class);

  /** Connections are kept from one call of a workspace to its next. */
  static final Duration UNUSED = Duration.ofMinutes(10);

  /**
   * How providers are opened.
   *
   * @param secrets opens keys; without it none can be used
   */
  public record Opening(
      Optional<SecretBox> secrets,
      Catalogue catalogue,
      FileSource files,
      Duration connectTimeout) {}

  /** One provider of one workspace. */
  private record Opened(
      ProviderKey key, LanguageModel model, Runnable retiring, AtomicLong usedAtMs) {}

  private final WorkspaceKeys keys;
  private final Opening opening;
  private final OwnProviders providers;
  private final Clock clock;
  private final Consumer<String> whenClosed;
  private final Map<String, Opened> open = new ConcurrentHashMap<>();

  /**
   * @param whenClosed told which provider was closed, by its name in {@link Places#ofWorkspace}:
   *     what was known of it holds no more. Must not block
   */
  public ProviderPool(
      WorkspaceKeys keys, Opening opening, Clock clock, Consumer<String> whenClosed) {
    this.keys = keys;
    this.opening = opening;
    this.providers = new OwnProviders(opening.catalogue());
    this.clock = clock;
    this.whenClosed = whenClosed;
  }

  @Override
  public Optional<LanguageModel> having(String workspaceId, String modelId) {
    return providers.having(modelId).flatMap(provider -> model(workspaceId, provider));
  }

  private Optional<LanguageModel> model(String workspaceId, String provider) {
    var opened =
        open.compute(
            ProviderKey.name(workspaceId, provider),
            (_, before) -> current(before, keys.of(workspaceId, provider)));
    return Optional.ofNullable(opened).map(Opened::model);
  }

  /** In the words of {@link Map#compute}: null stands for none. */
  private Opened current(Opened before, Optional<ProviderKey> key) {
    if (before != null && key.filter(before.key()::equals).isPresent()) {
      before.usedAtMs().set(clock.millis());
      return before;
    }
    if (before != null) {
      retire(before);
    }
    return key.map(this::connect).orElse(null);
  }

  private void retire(Opened opened) {
    opened.retiring().run();
    whenClosed.accept(Places.ofWorkspace(opened.key().provider(), opened.key().workspaceId()));
  }

  private Opened connect(ProviderKey key) {
    try {
      var box =
          opening
              .secrets()
              .orElseThrow(() -> new IllegalStateException("this service has no key for secrets"));
      var plain = box.open(key.sealedKey(), key.place());
      var protocol = providers.asked(key.provider(), plain, key.baseUrl());
      var model = new HostedModel(protocol, opening.connectTimeout(), opening.files());
      LOG.debugf("the workspace %s asks %s with its own key", key.workspaceId(), key.provider());
      return opened(key, model, model::retire);
    } catch (SecretBox.NotOpened | IllegalStateException e) {
      return unusable(key, e.getMessage());
    } catch (IllegalArgumentException e) {
      return unusable(key, "its address is malformed");
    }
  }

  private Opened unusable(ProviderKey key, String why) {
    LOG.warnf(
        "the key that the workspace %s has of %s cannot be used: %s",
        key.workspaceId(), key.provider(), why);
    var model =
        new UnusableModel(
            key.provider(),
            "the workspace's own key of %s cannot be used: %s".formatted(key.provider(), why));
    return opened(key, model, () -> {});
  }

  private Opened opened(ProviderKey key, LanguageModel model, Runnable retiring) {
    return new Opened(key, model, retiring, new AtomicLong(clock.millis()));
  }

  /** How many are open. */
  public int size() {
    return open.size();
  }

  /** Closes those whose key is another or gone, and those that nobody asks any more. */
  public void sweep() {
    var oldest = clock.millis() - UNUSED.toMillis();
    for (var name : open.keySet()) {
      open.computeIfPresent(name, (_, opened) -> swept(opened, oldest));
    }
  }

  private Opened swept(Opened opened, long oldest) {
    var key = keys.of(opened.key().workspaceId(), opened.key().provider());
    boolean isSame = key.filter(opened.key()::equals).isPresent();
    if (isSame && opened.usedAtMs().get() >= oldest) {
      return opened;
    }
    retire(opened);
    return null;
  }

  /** Closes all; answers that run go on to their end. */
  @Override
  public void close() {
    open.values().forEach(opened -> opened.retiring().run());
    open.clear();
  }
}
