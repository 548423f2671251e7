package io.colloquy.conversation.secrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.secret.SecretBox;
import io.colloquy.conversation.usage.Held;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Page;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The secrets. A value is sealed for the id of its secret, so that a row copied over another opens
 * nothing. It leaves this class by {@link #reveal} alone, for a request that goes out with it.
 *
 * <p>Every method is to be called on a Vert.x context. A key that is none ends the start.
 */
@Startup
@ApplicationScoped
public class Secrets {

  static final String KIND = "secret";

  private static final Logger LOG = Logger.getLogger(Secrets.class);

  private static final String NAME = "name";
  private static final String VALUE = "value";

  private final Shelf shelf;
  private final Optional<SecretBox> box;

  @Inject
  public Secrets(
      Clock clock,
      @ConfigProperty(name = "colloquy.secrets.key") Optional<String> key,
      @ConfigProperty(name = "colloquy.secrets.retired-keys") Optional<List<String>> retired) {
    this.shelf = new Shelf(KIND, secret -> Shelf.Label.of(secret.path(NAME).asText(), ""), clock);
    this.box = key.map(current -> SecretBox.of(current, retired.orElse(List.of())));
  }

  /** Fails with a refusal (503) if this installation has no key. */
  Uni<Shelf.Entry> add(Workspace workspace, ObjectNode secret) {
    return Uni.createFrom()
        .deferred(
            () -> {
              var id = Ids.random("secret_");
              return shelf.create(workspace, id, sealed(secret, id));
            });
  }

  /** Fails likewise, and with a refusal (404) if there is no such secret. */
  Uni<Shelf.Entry> change(Workspace workspace, String id, ObjectNode change) {
    return shelf.change(workspace, id, secret -> secret.setAll(sealed(change, id)));
  }

  private ObjectNode sealed(ObjectNode secret, String id) {
    var sealed = secret.deepCopy();
    sealed.remove("type");
    return sealed.put(VALUE, box().seal(secret.get(VALUE).textValue(), id));
  }

  private SecretBox box() {
    return box.orElseThrow(
        () ->
            new Refusal(
                503,
                "no_key_for_secrets",
                "This server has no key to keep secrets with. Its operator has to set"
                    + " COLLOQUY_SECRETS_KEY."));
  }

  /**
   * Seals what another object keeps to itself.
   *
   * @param id of that object, for which alone it is opened again
   * @throws Refusal (503) if this installation has no key
   */
  public String seal(String value, String id) {
    return box().seal(value, id);
  }

  /**
   * @throws SecretBox.NotOpened if it was sealed otherwise or with another key
   * @throws Refusal likewise
   */
  public String open(String sealed, String id) {
    return box().open(sealed, id);
  }

  /** Fails with a refusal (404) if there is none. */
  Uni<Shelf.Entry> get(Workspace workspace, String id) {
    return shelf.get(workspace, id);
  }

  Uni<Page> list(Workspace workspace, ListRequest request) {
    return shelf.list(workspace, request);
  }

  /**
   * @param check fails if the secret has to stay; while it runs nothing can begin to use the secret
   */
  Uni<Void> delete(Workspace workspace, String id, Supplier<Uni<Void>> check) {
    return Panache.withTransaction(
        () -> shelf.delete(workspace, id).call(() -> check.get()).replaceWithVoid());
  }

  /**
   * The values, by the ids of their secrets. One is missing if there is no such secret, or no key
   * opens it any more; then the log says so.
   */
  public Uni<Map<String, String>> reveal(Workspace workspace, Collection<String> ids) {
    return shelf.find(workspace, ids).map(this::opened);
  }

  /**
   * The same values sealed, each for its secret's id, so that they can travel to a service that has
   * the key. One is missing if there is no such secret.
   */
  public Uni<Map<String, String>> sealed(Workspace workspace, Collection<String> ids) {
    return shelf
        .find(workspace, ids)
        .map(
            found ->
                found.stream()
                    .collect(
                        Collectors.toMap(
                            Shelf.Entry::id, secret -> secret.body().path(VALUE).asText())));
  }

  private Map<String, String> opened(List<Shelf.Entry> found) {
    Map<String, String> values = new HashMap<>();
    found.forEach(secret -> opened(secret).ifPresent(value -> values.put(secret.id(), value)));
    return values;
  }

  private Optional<String> opened(Shelf.Entry secret) {
    try {
      var sealed = secret.body().path(VALUE).asText();
      return box.map(keys -> keys.open(sealed, secret.id()));
    } catch (SecretBox.NotOpened e) {
      LOG.warnf("secret %s cannot be opened: %s", secret.id(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Fails with {@link InvalidRequest} if one of the secrets is not there. Within a transaction they
   * stay there until its end.
   */
  public Uni<Void> require(Workspace workspace, List<Reference> references) {
    if (references.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var ids = references.stream().map(Reference::secretId).toList();
    return Panache.withTransaction(() -> Held.of(workspace, KIND, ids))
        .invoke(found -> refuseOthers(references, found))
        .replaceWithVoid();
  }

  private static void refuseOthers(List<Reference> references, Set<String> found) {
    var flaws =
        references.stream()
            .filter(reference -> !found.contains(reference.secretId()))
            .map(reference -> Flaw.ofValue(reference.loc(), "There is no secret with this id"))
            .toList();
    if (!flaws.isEmpty()) {
      throw new InvalidRequest(flaws);
    }
  }
}
