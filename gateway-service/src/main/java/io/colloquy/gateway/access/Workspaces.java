package io.colloquy.gateway.access;

import io.colloquy.contracts.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The workspaces of this installation and their keys. Answers come on any thread and fail if the
 * database does not answer.
 */
@Singleton
public class Workspaces {

  private static final int KEY_BYTES = 24;

  /**
   * A key that was just made.
   *
   * @param key the key itself, which nobody can be shown again
   */
  public record Issued(ApiKey row, String key) {}

  /** What became of the wish to revoke a key. */
  public enum Revocation {
    REVOKED,
    NO_SUCH_KEY,
    /** The key is in the configuration. */
    CONFIGURED
  }

  private final Database database;
  private final ApiKeys keys;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();

  Workspaces(Database database, ApiKeys keys) {
    this.database = database;
    this.keys = keys;
  }

  public CompletionStage<List<StoredWorkspace>> all() {
    return database.ask(
        () -> StoredWorkspace.<StoredWorkspace>find("order by createdAt, id").list());
  }

  public CompletionStage<Optional<StoredWorkspace>> find(String id) {
    return database.ask(
        () -> StoredWorkspace.<StoredWorkspace>findById(id).map(Optional::ofNullable));
  }

  public CompletionStage<StoredWorkspace> create(String name) {
    var workspace = new StoredWorkspace();
    workspace.id = Ids.random("ws_");
    workspace.name = name;
    workspace.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return database.change(workspace::persist);
  }

  /**
   * Limits the calls that a workspace may have at once: here and on other gateways when they read
   * it next. Empty if there is no such workspace.
   *
   * @param limit negative for no limit; empty for the operator's
   */
  public CompletionStage<Optional<StoredWorkspace>> limit(String id, OptionalInt limit) {
    return database.change(
        () ->
            StoredWorkspace.<StoredWorkspace>findById(id)
                .map(
                    found -> {
                      if (found != null) {
                        found.concurrencyLimit = limit.isPresent() ? limit.getAsInt() : null;
                      }
                      return Optional.ofNullable(found);
                    }));
  }

  /** The keys of a workspace, the oldest first; empty if there is no such workspace. */
  public CompletionStage<Optional<List<ApiKey>>> keysOf(String workspace) {
    return database.ask(
        () ->
            inWorkspace(
                workspace,
                () -> ApiKey.find("workspaceId = ?1 order by createdAt, id", workspace).list()));
  }

  /** Makes a key; empty if there is no such workspace. */
  public CompletionStage<Optional<Issued>> issue(String workspace, String name, boolean admin) {
    var secret = new byte[KEY_BYTES];
    random.nextBytes(secret);
    var key = "sk_" + HexFormat.of().formatHex(secret);
    var row = new ApiKey();
    row.id = Ids.random("key_");
    row.workspaceId = workspace;
    row.name = name;
    row.hash = KeyHash.of(key);
    row.prefix = key.substring(0, ApiKey.PREFIX);
    row.admin = admin;
    row.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return database.change(
        () -> inWorkspace(workspace, () -> row.<ApiKey>persist().map(_ -> new Issued(row, key))));
  }

  /** Ends a key: here at once, on other gateways when they have forgotten it. */
  public CompletionStage<Revocation> revoke(String workspace, String keyId) {
    return database
        .ask(
            () ->
                ApiKey.<ApiKey>find("id = ?1 and workspaceId = ?2", keyId, workspace)
                    .firstResult()
                    .map(Optional::ofNullable))
        .thenCompose(
            found ->
                found
                    .map(this::revoke)
                    .orElseGet(() -> CompletableFuture.completedFuture(Revocation.NO_SUCH_KEY)));
  }

  private CompletableFuture<Revocation> revoke(ApiKey key) {
    if (keys.isConfigured(key)) {
      return CompletableFuture.completedFuture(Revocation.CONFIGURED);
    }
    return database
        // As a statement: removing entities of one kind at once mixes their sessions up
        // (hibernate-reactive #1713).
        .change(() -> ApiKey.delete("id", key.id))
        .thenApply(
            _ -> {
              keys.forget(key);
              return Revocation.REVOKED;
            });
  }

  private static <T> Uni<Optional<T>> inWorkspace(String workspace, Supplier<Uni<T>> work) {
    return StoredWorkspace.findById(workspace)
        .flatMap(
            found ->
                found == null
                    ? Uni.createFrom().item(Optional.empty())
                    : work.get().map(Optional::of));
  }
}
