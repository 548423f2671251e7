package io.colloquy.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.local.home.ApiKey;
import io.colloquy.local.home.SecretsKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchTest {

  private static final Map<Service, Integer> PORTS =
      Map.of(
          Service.GATEWAY, 100,
          Service.TELEPHONY, 101,
          Service.CONVERSATION, 102,
          Service.LLM_CASCADE, 103,
          Service.TTS, 104,
          Service.ANALYSIS, 105);

  private final Launch launch =
      new Launch(
          Path.of("/jdk/bin/java"),
          Path.of("/root"),
          Path.of("/data/cds"),
          List.of("-Dmine=1"),
          new Launch.Wiring(
              "127.0.0.1:1",
              "jdbc:postgresql://127.0.0.1:2/postgres",
              "postgresql://127.0.0.1:2/postgres",
              "postgres",
              PORTS,
              Path.of("/data/blobs"),
              new ApiKey("sk_1"),
              new SecretsKey("c2VjcmV0")));

  @Test
  void theProgramIsRunWithItsOwnArchiveAndTheUsersOptions() {
    assertThat(launch.command(Service.TTS))
        .contains("/jdk/bin/java", "-XX:SharedArchiveFile=/data/cds/tts-service.jsa", "-Dmine=1")
        .endsWith("-jar", "/root/tts-service/target/quarkus-app/quarkus-run.jar");
  }

  @Test
  void everyServiceKnowsKafkaItsDatabaseAndItsPort() {
    assertThat(launch.environment(Service.LLM_CASCADE))
        .containsEntry("COLLOQUY_CONVERSATION_URL", "http://127.0.0.1:102");
    assertThat(launch.environment(Service.ANALYSIS))
        .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1")
        .containsEntry("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:2/postgres")
        .containsEntry("QUARKUS_DATASOURCE_REACTIVE_URL", "postgresql://127.0.0.1:2/postgres")
        .containsEntry("QUARKUS_HTTP_PORT", "105")
        .containsEntry("COLLOQUY_INSTANCE", "0");
  }

  @Test
  void recordingsAreKeptWhereTheOtherDataIs() {
    assertThat(launch.environment(Service.ANALYSIS))
        .containsEntry("COLLOQUY_BLOBS_FOLDER", "/data/blobs");
  }

  @Test
  void onlyTheGatewayIsGivenTheKeyAndTheOthersAddresses() {
    assertThat(launch.environment(Service.GATEWAY))
        .containsEntry("COLLOQUY_BOOTSTRAP_API_KEY", "sk_1")
        .containsEntry("COLLOQUY_UPSTREAM_CONVERSATION", "http://127.0.0.1:102")
        .containsEntry("COLLOQUY_UPSTREAM_LLM_CASCADE", "http://127.0.0.1:103")
        .containsEntry("COLLOQUY_UPSTREAM_TTS", "http://127.0.0.1:104")
        .containsEntry("COLLOQUY_UPSTREAM_ANALYSIS", "http://127.0.0.1:105")
        .containsEntry("COLLOQUY_UPSTREAM_TELEPHONY", "http://127.0.0.1:101");
    assertThat(launch.environment(Service.TTS)).doesNotContainKey("COLLOQUY_BOOTSTRAP_API_KEY");
  }

  @Test
  void whoeverAsksAnotherServiceKnowsWhereItIs() {
    assertThat(launch.environment(Service.CONVERSATION))
        .containsEntry("COLLOQUY_LLM_URL", "http://127.0.0.1:103")
        .containsEntry("COLLOQUY_ANALYSIS_URL", "http://127.0.0.1:105");
    assertThat(launch.environment(Service.ANALYSIS))
        .containsEntry("COLLOQUY_LLM_URL", "http://127.0.0.1:103");
  }

  @Test
  void whoeverStoresSecretsOrUsesThemIsGivenTheKeyForThem() {
    var users =
        Set.of(Service.CONVERSATION, Service.ANALYSIS, Service.TELEPHONY, Service.LLM_CASCADE);
    for (var service : Service.values()) {
      assertThat(launch.environment(service).containsKey("COLLOQUY_SECRETS_KEY"))
          .as(service.title())
          .isEqualTo(users.contains(service));
    }
    assertThat(launch.environment(Service.CONVERSATION))
        .containsEntry("COLLOQUY_SECRETS_KEY", "c2VjcmV0");
  }

  @Test
  void everyServiceStopsInOneWave() {
    assertThat(Service.stopWaves().stream().flatMap(List::stream))
        .containsExactlyInAnyOrder(Service.values());
    assertThat(Service.stopWaves().getFirst()).contains(Service.GATEWAY);
    assertThat(Service.stopWaves().getLast()).containsExactly(Service.ANALYSIS);
  }
}
