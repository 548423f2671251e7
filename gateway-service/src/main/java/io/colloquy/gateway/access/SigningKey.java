package io.colloquy.gateway.access;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What this installation signs with: the same on every gateway. It is configured, or the first
 * gateway makes one and keeps it in the database.
 */
@Singleton
class SigningKey {

  private static final int BYTES = 32;
  private static final Duration DATABASE_PATIENCE = Duration.ofSeconds(30);

  private static final String KEEP_FIRST =
      "INSERT INTO gateway.signing_key (id, key) VALUES (1, $1) ON CONFLICT DO NOTHING";
  private static final String READ = "SELECT key FROM gateway.signing_key WHERE id = 1";

  private final Pool pool;
  private final Optional<String> configured;
  private volatile byte[] key = {};

  SigningKey(
      Pool pool,
      @ConfigProperty(name = "colloquy.gateway.signing-key") Optional<String> configured) {
    this.pool = pool;
    this.configured = configured.filter(text -> !text.isBlank());
  }

  void load(@Observes StartupEvent event) {
    key = configured.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElseGet(this::ofDatabase);
    if (key.length < BYTES) {
      throw new IllegalStateException(
          "colloquy.gateway.signing-key must have at least %d bytes".formatted(BYTES));
    }
  }

  private byte[] ofDatabase() {
    var fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    var buffer = Buffer.buffer(fresh);
    var _ =
        pool.preparedQuery(KEEP_FIRST).execute(Tuple.of(buffer)).await().atMost(DATABASE_PATIENCE);
    var rows = pool.query(READ).execute().await().atMost(DATABASE_PATIENCE);
    return rows.iterator().next().getBuffer(0).getBytes();
  }

  byte[] bytes() {
    return key.clone();
  }
}
