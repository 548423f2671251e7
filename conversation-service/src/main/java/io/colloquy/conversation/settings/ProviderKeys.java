package io.colloquy.conversation.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.llm.ProviderKey;
import io.colloquy.conversation.outbox.Outbox;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The keys of model providers that workspaces have of their own. A key is sealed before it is
 * stored, and nothing here opens it again: it leaves sealed, on the topic {@link
 * Topics#PROVIDER_KEYS}, in the transaction of its change.
 *
 * <p>Every method is to be called on a Vert.x context.
 */
@ApplicationScoped
public class ProviderKeys {

  static final String KIND = "llm_provider";
  static final String BASE_URL = "base_url";

  private static final String SEALED = "sealed_key";

  private final Shelf shelf;
  private final Secrets secrets;
  private final Outbox outbox;
  private final Duration publishPatience;

  private record Announced(Shelf.Entry entry, long messageId) {}

  @Inject
  public ProviderKeys(
      Secrets secrets,
      Outbox outbox,
      Clock clock,
      @ConfigProperty(name = "colloquy.settings.publish-patience", defaultValue = "2s")
          Duration publishPatience) {
    this.shelf = new Shelf(KIND, _ -> Shelf.Label.of("Model provider", ""), clock);
    this.secrets = secrets;
    this.outbox = outbox;
    this.publishPatience = publishPatience;
  }

  /**
   * Takes the place of the key that the workspace had. Fails with a refusal (503) if this
   * installation keeps no secrets.
   */
  Uni<Shelf.Entry> put(
      Workspace workspace, String provider, String apiKey, Optional<String> baseUrl) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var place = ProviderKey.place(workspace.id(), provider, baseUrl);
              var sealed = secrets.seal(apiKey, place);
              return store(new ProviderKey(workspace.id(), provider, sealed, baseUrl));
            });
  }

  private Uni<Shelf.Entry> store(ProviderKey key) {
    var workspace = new Workspace(key.workspaceId());
    return Panache.withTransaction(
            () ->
                shelf
                    .put(workspace, key.provider(), _ -> stored(key))
                    .chain(
                        entry ->
                            announce(workspace, key.provider(), Optional.of(key))
                                .map(messageId -> new Announced(entry, messageId))))
        .chain(
            done -> outbox.awaitRelay(done.messageId(), publishPatience).replaceWith(done.entry()));
  }

  private static ObjectNode stored(ProviderKey key) {
    return Json.MAPPER
        .createObjectNode()
        .put(SEALED, key.sealedKey())
        .put(BASE_URL, key.baseUrl().orElse(null));
  }

  private Uni<Long> announce(Workspace workspace, String provider, Optional<ProviderKey> key) {
    Optional<Packet> packet = key.map(ProviderKey.CODEC::encode);
    return outbox.add(Topics.PROVIDER_KEYS, ProviderKey.name(workspace.id(), provider), packet);
  }

  /** Fails with a refusal (404) if there is none. */
  Uni<Shelf.Entry> get(Workspace workspace, String provider) {
    return shelf.get(workspace, provider);
  }

  /** In no order. */
  Uni<List<Shelf.Entry>> all(Workspace workspace) {
    return shelf.find(workspace, ProviderKey.PROVIDERS);
  }

  /** The providers that the workspace has a key of. */
  public Uni<Set<String>> providers(Workspace workspace) {
    return all(workspace)
        .map(entries -> entries.stream().map(Shelf.Entry::id).collect(Collectors.toSet()));
  }

  /** Fails with a refusal (404) if there is none. */
  Uni<Void> delete(Workspace workspace, String provider) {
    return Panache.withTransaction(
            () ->
                shelf
                    .delete(workspace, provider)
                    .chain(() -> announce(workspace, provider, Optional.empty())))
        .chain(messageId -> outbox.awaitRelay(messageId, publishPatience));
  }
}
