package io.colloquy.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackboneTest {

  @TempDir Path folder;

  @Test
  void kafkaKeepsItsTopicsOverARestartOnAnotherPort() throws Exception {
    try (var broker = EmbeddedKafka.start(folder, 0);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1))).all().get();
    }
    try (var broker = EmbeddedKafka.start(folder, 0);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get()).contains("kept");
    }
  }

  @Test
  void postgresRunsInAProcessOfItsOwnAndWritesItsLog() throws Exception {
    var log = folder.resolve("postgres.log");
    var place =
        new LocalPostgres.Place(
            folder.resolve("server"), Optional.of(log), Optional.of(folder.resolve("programs")));
    ProcessHandle server;
    try (var postgres = LocalPostgres.startUntilClosed(place, 0)) {
      server = ProcessHandle.of(postgres.pid()).orElseThrow();
      assertThat(server.isAlive()).isTrue();
    }
    assertThat(server.isAlive()).isFalse();
    assertThat(log).content().contains("database system is ready to accept connections");
    assertThat(place.note()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync", "synchronous_commit", "full_page_writes"})
  void postgresWritesToTheDiskBeforeItAnswers(String setting) throws Exception {
    try (var postgres = LocalPostgres.start(folder, 0);
        var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "");
        var rows = connection.createStatement().executeQuery("show " + setting)) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("on");
    }
  }

  @Test
  void postgresKeepsItsRowsOverARestartOnAnotherPort() throws Exception {
    try (var postgres = LocalPostgres.start(folder, 0);
        var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "")) {
      connection.createStatement().execute("create table kept as select 42 as answer");
    }
    try (var postgres = LocalPostgres.start(folder, 0);
        var connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "");
        var rows = connection.createStatement().executeQuery("select answer from kept")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(42);
    }
  }
}
