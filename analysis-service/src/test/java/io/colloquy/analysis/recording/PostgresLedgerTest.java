package io.colloquy.analysis.recording;

import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** On a copy of the tables, so that the running recorder does not see to these calls. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class PostgresLedgerTest extends LedgerContract {

  private static final String SCHEMA = "ledger_test";

  @Inject Pool pool;

  @BeforeEach
  void copyTables() {
    run("DROP SCHEMA IF EXISTS %s CASCADE");
    run("CREATE SCHEMA %s");
    for (var table : new String[] {"recording", "blob_removal", "forgotten", "conversation"}) {
      run("CREATE TABLE %s." + table + " (LIKE analysis." + table + " INCLUDING ALL)");
    }
  }

  @AfterEach
  void removeTables() {
    run("DROP SCHEMA %s CASCADE");
  }

  private void run(String sql) {
    pool.query(sql.formatted(SCHEMA)).executeAndAwait();
  }

  @Override
  Ledger ledger() {
    return new PostgresLedger(pool, SCHEMA);
  }

  @Override
  void forget(String conversationId) {
    pool.preparedQuery("INSERT INTO " + SCHEMA + ".forgotten VALUES ($1, now())")
        .executeAndAwait(Tuple.of(conversationId));
  }

  @Override
  void end(String conversationId) {
    pool.preparedQuery(
            "INSERT INTO "
                + SCHEMA
                + ".conversation (conversation_id, agent_id, ended, duration_secs, message_count,"
                + " status, call_successful)"
                + " VALUES ($1, 'agent_1', '{}', 0, 0, 'DONE', 'unknown')")
        .executeAndAwait(Tuple.of(conversationId));
  }
}
