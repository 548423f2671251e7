package io.colloquy.telephony;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.colloquy.contracts.Topics;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class StartTest {

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String url;

  @ConfigProperty(name = "quarkus.datasource.username")
  String user;

  @ConfigProperty(name = "quarkus.datasource.password")
  String password;

  @Test
  void theServiceIsAliveAndReadyOnceItReachesItsDatabase() {
    when().get("/q/health/live").then().statusCode(200);
    // The agents are read from their topic meanwhile.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> when().get("/q/health/ready").statusCode() == 200);
    when()
        .get("/q/health/ready")
        .then()
        .body("status", equalTo("UP"))
        .body("checks.name", hasItem("agents"))
        .body("checks.name", hasItem("Reactive PostgreSQL connections health check"));
  }

  @Test
  void metricsAreThere() {
    assertThat(when().get("/q/metrics").then().statusCode(200).extract().asString())
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void everyEdgePartitionOfTelephonyHasAFreeLeaseAndNoPartitionOfTheGatewaysHasOne()
      throws SQLException {
    assertThat(partitions("holder is null and expires_at < now()"))
        .containsExactlyElementsOf(
            IntStream.range(Topics.GATEWAY_EDGES, Topics.EDGE_PARTITIONS).boxed().toList());
  }

  @Test
  void aLeaseOutsideTheRangeOfTelephonyCannotBeMade() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      for (int partition : List.of(Topics.GATEWAY_EDGES - 1, Topics.EDGE_PARTITIONS)) {
        assertThatThrownBy(
                () ->
                    statement.execute(
                        "insert into telephony.edge_lease (partition) values (" + partition + ")"))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("edge_lease");
      }
    }
  }

  @Test
  void theMigrationIsRecordedInTheServicesOwnSchema() throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from telephony.flyway_schema_history"
                    + " where version = '1' and success")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(1);
    }
  }

  private List<Integer> partitions(String condition) throws SQLException {
    List<Integer> partitions = new ArrayList<>();
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select partition from telephony.edge_lease where "
                    + condition
                    + " order by partition")) {
      while (rows.next()) {
        partitions.add(rows.getInt(1));
      }
    }
    return partitions;
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }
}
