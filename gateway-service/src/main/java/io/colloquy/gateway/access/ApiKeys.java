package io.colloquy.gateway.access;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.colloquy.contracts.Ids;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Who may use this installation. */
@Singleton
public class ApiKeys {

  private static final Logger LOG = Logger.getLogger(ApiKeys.class);
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(30);
  private static final int SHORTEST_KEY = 16;
  private static final int LONGEST_KEY = 512;

  /**
   * The operator's key is an admin's, also where an earlier version stored it as an ordinary one.
   */
  private static final String INSERT =
      """
      INSERT INTO gateway.api_key (id, workspace_id, name, hash, prefix, admin, created_at)
      VALUES ($1, 'default', $2, $3, $4, true, now())
      ON CONFLICT (hash) DO UPDATE SET admin = true
      """;

  private final Database database;
  private final Pool pool;
  private final Optional<String> bootstrapKey;
  private final AsyncLoadingCache<String, Optional<KeyHolder>> known;

  ApiKeys(
      Database database,
      Pool pool,
      @ConfigProperty(name = "colloquy.bootstrap-api-key") Optional<String> bootstrapKey,
      @ConfigProperty(name = "colloquy.gateway.key-memory", defaultValue = "5s")
          Duration remembered) {
    this.database = database;
    this.pool = pool;
    this.bootstrapKey = bootstrapKey.filter(key -> !key.isBlank());
    known =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(remembered)
            .buildAsync((hash, executor) -> lookUp(hash));
  }

  /**
   * For whom this key was issued; empty if it was not issued here, or was revoked. An answer may be
   * as old as {@code colloquy.gateway.key-memory}.
   *
   * <p>Fails if the database does not answer. Completes on any thread.
   */
  public CompletionStage<Optional<KeyHolder>> holderOf(String key) {
    return key.length() > LONGEST_KEY
        ? CompletableFuture.completedFuture(Optional.empty())
        : known.get(KeyHash.of(key));
  }

  /** Whether {@link #holderOf} has an answer without the database. */
  public boolean remembers(String key) {
    return key.length() > LONGEST_KEY || known.getIfPresent(KeyHash.of(key)) != null;
  }

  /** The next answer about this key is from the database. */
  void forget(ApiKey key) {
    known.synchronous().invalidate(key.hash);
  }

  /** Whether this is the key in the configuration, which would be back after the next start. */
  boolean isConfigured(ApiKey key) {
    return bootstrapKey.filter(text -> KeyHash.same(KeyHash.of(text), key.hash)).isPresent();
  }

  void insertBootstrapKey(@Observes StartupEvent event) {
    bootstrapKey.ifPresent(this::insert);
  }

  private void insert(String key) {
    if (key.length() < SHORTEST_KEY || key.length() > LONGEST_KEY) {
      throw new IllegalStateException(
          "colloquy.bootstrap-api-key must have %d to %d characters"
              .formatted(SHORTEST_KEY, LONGEST_KEY));
    }
    var prefix = key.substring(0, ApiKey.PREFIX);
    var row = Tuple.of(Ids.random("key_"), "bootstrap", KeyHash.of(key), prefix);
    var _ = pool.preparedQuery(INSERT).execute(row).await().atMost(DATABASE_PATIENCE);
    LOG.infof("the bootstrap API key %s... is known", prefix);
  }

  private CompletableFuture<Optional<KeyHolder>> lookUp(String hash) {
    return database.ask(
        () ->
            ApiKey.<ApiKey>find("hash", hash)
                .firstResult()
                .map(
                    row ->
                        Optional.ofNullable(row)
                            .filter(found -> KeyHash.same(found.hash, hash))
                            .map(KeyHolder::of)));
  }
}
