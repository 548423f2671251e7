package io.colloquy.gateway.access;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.colloquy.contracts.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Vertx;
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
  private static final Duration REMEMBERED = Duration.ofSeconds(30);
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(30);
  private static final int SHORTEST_KEY = 16;
  private static final int LONGEST_KEY = 512;
  private static final int PREFIX = 6;

  private static final String INSERT =
      """
      INSERT INTO gateway.api_key (id, name, hash, prefix, created_at)
      VALUES ($1, $2, $3, $4, now())
      ON CONFLICT (hash) DO NOTHING
      """;

  private final Vertx vertx;
  private final Pool pool;
  private final Optional<String> bootstrapKey;
  private final AsyncLoadingCache<String, Boolean> known =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(REMEMBERED)
          .buildAsync((hash, executor) -> lookUp(hash));

  ApiKeys(
      Vertx vertx,
      Pool pool,
      @ConfigProperty(name = "colloquy.bootstrap-api-key") Optional<String> bootstrapKey) {
    this.vertx = vertx;
    this.pool = pool;
    this.bootstrapKey = bootstrapKey;
  }

  /**
   * Whether this key was issued here. An answer may be up to 30 s old.
   *
   * <p>Fails if the database does not answer. Completes on any thread.
   */
  public CompletionStage<Boolean> isValid(String key) {
    return key.length() > LONGEST_KEY
        ? CompletableFuture.completedFuture(false)
        : known.get(KeyHash.of(key));
  }

  void insertBootstrapKey(@Observes StartupEvent event) {
    bootstrapKey.filter(key -> !key.isBlank()).ifPresent(this::insert);
  }

  private void insert(String key) {
    if (key.length() < SHORTEST_KEY || key.length() > LONGEST_KEY) {
      throw new IllegalStateException(
          "colloquy.bootstrap-api-key must have %d to %d characters"
              .formatted(SHORTEST_KEY, LONGEST_KEY));
    }
    var row = Tuple.of(Ids.random("key_"), "bootstrap", KeyHash.of(key), key.substring(0, PREFIX));
    var result = pool.preparedQuery(INSERT).execute(row).await().atMost(DATABASE_PATIENCE);
    if (result.rowCount() > 0) {
      LOG.infof("the bootstrap API key %s... is now known", key.substring(0, PREFIX));
    }
  }

  private CompletableFuture<Boolean> lookUp(String hash) {
    var found = new CompletableFuture<Boolean>();
    // A session of its own, whatever the caller's context is.
    var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
    VertxContextSafetyToggle.setContextSafe(context, true);
    context.runOnContext(
        _ ->
            Panache.withSession(() -> ApiKey.<ApiKey>find("hash", hash).firstResult())
                .map(row -> row != null && KeyHash.same(row.hash, hash))
                .subscribe()
                .with(found::complete, found::completeExceptionally));
    return found;
  }
}
