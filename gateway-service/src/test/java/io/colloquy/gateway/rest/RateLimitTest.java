package io.colloquy.gateway.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.gateway.StubServices;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RateLimitTest.Strict.class)
@QuarkusTestResource(BackboneResource.class)
@QuarkusTestResource(StubServices.class)
class RateLimitTest {

  /** A token comes back after 50 s, for a test that is: never. */
  public static final class Strict implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "colloquy.gateway.limit.key-per-second", "0.02",
          "colloquy.gateway.limit.key-burst", "4",
          "colloquy.gateway.limit.address-per-second", "0.02",
          "colloquy.gateway.limit.address-burst", "30");
    }
  }

  /** One story, since whoever asked keeps having asked. */
  @Test
  void aKeyAndThenAnAddressAreHeldBack() {
    assertThat(servedBefore429(RateLimitTest::askWithKey)).isEqualTo(4);
    askWithKey()
        .then()
        .statusCode(429)
        .header("Access-Control-Allow-Origin", "*")
        .body("detail.status", equalTo("rate_limit_exceeded"));
    assertThat(Integer.parseInt(askWithKey().getHeader("Retry-After"))).isBetween(45, 50);
    assertThat(servedBefore429(RateLimitTest::askWithoutKey)).isBetween(1, 30);
    assertThat(askWithoutKey().getHeader("Retry-After")).isNotNull();
    given()
        .header("xi-api-key", "an-unknown-key-is-not-looked-up")
        .get("/v1/user")
        .then()
        .statusCode(429);
    given().get("/v1/user").then().statusCode(401);
  }

  private static int servedBefore429(Supplier<Response> ask) {
    int served = 0;
    while (ask.get().statusCode() != 429) {
      served++;
      assertThat(served).isLessThan(100);
    }
    return served;
  }

  private static Response askWithKey() {
    return given().header("xi-api-key", StubServices.API_KEY).get("/v1/convai/agents");
  }

  private static Response askWithoutKey() {
    return given().post("/v1/convai/conversations/conv_1/feedback");
  }
}
