package io.colloquy.telephony.calls;

import static io.colloquy.telephony.Api.flawsOf;
import static io.colloquy.telephony.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.Workspace;
import io.colloquy.telephony.Api;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class OutboundCallsTest {

  private static final String TWILIO =
      """
      {"provider": "twilio", "phone_number": "+15551230001", "label": "L", "sid": "AC1",
       "token": "t"}
      """;
  private static final String TRUNK =
      """
      {"provider": "sip_trunk", "phone_number": "+15551230002", "label": "L",
       "outbound_trunk_config": {"address": "sip.example.com"}}
      """;

  private final Api api = Api.fresh();

  @Test
  void aCallOverTwilioIsToldThatThereIsNoLine() {
    var answer = json(call("twilio", api.agent("Caller"), number(TWILIO)));

    assertThat(answer.path("success").booleanValue()).isFalse();
    assertThat(answer.path("message").textValue()).contains("nobody was called");
    assertThat(answer.path("conversation_id").isNull()).isTrue();
    assertThat(answer.path("callSid").isNull()).isTrue();
  }

  @Test
  void aCallOverATrunkIsToldThatThereIsNoLine() {
    var answer = json(call("sip-trunk", api.agent("Caller"), number(TRUNK)));

    assertThat(answer.path("success").booleanValue()).isFalse();
    assertThat(answer.path("sip_call_id").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"twilio", "sip-trunk"})
  void anUnknownAgentOrNumberIsNamed(String way) {
    assertThat(refusalOf(call(way, "agent_none", number(TWILIO)))).isEqualTo("agent_not_found");
    assertThat(refusalOf(call(way, api.agent("Caller"), "phnum_none")))
        .isEqualTo("phone_number_not_found");
    assertThat(
            refusalOf(
                call(
                    way,
                    api.agent("Caller"),
                    Api.fresh()
                        .posted("/v1/convai/phone-numbers", TWILIO)
                        .path("phone_number_id")
                        .textValue())))
        .isEqualTo("phone_number_not_found");
  }

  @Test
  void aNumberOfTheOtherProviderCarriesNoCall() {
    assertWrongNumber(call("twilio", api.agent("Caller"), number(TRUNK)));
    assertWrongNumber(call("sip-trunk", api.agent("Caller"), number(TWILIO)));
  }

  @Test
  void aNumberWithoutAWayOutCarriesNoCall() {
    var inboundOnly = TWILIO.replace("}", ", \"supports_outbound\": false}");
    var noTrunk = "{\"provider\": \"sip_trunk\", \"phone_number\": \"+1\", \"label\": \"L\"}";

    assertWrongNumber(call("twilio", api.agent("Caller"), number(inboundOnly)));
    assertWrongNumber(call("sip-trunk", api.agent("Caller"), number(noTrunk)));
  }

  private static void assertWrongNumber(Response refusal) {
    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.agent_phone_number_id");
  }

  @ParameterizedTest
  @CsvSource({
    "twilio/outbound-call, agent_phone_number_id",
    "sip-trunk/outbound-call, agent_phone_number_id",
    "twilio/register-call, from_number"
  })
  void whatIsMissingIsNamed(String path, String second) {
    var refusal = api.post("/v1/convai/" + path, "{}");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal))
        .containsExactlyInAnyOrder("body.agent_id", "body." + second, "body.to_number");
  }

  @Test
  void aCallOfTwilioCannotBeRegistered() {
    assertThat(register(api.agent("Reception")).statusCode()).isEqualTo(501);
    assertThat(refusalOf(register("agent_none"))).isEqualTo("agent_not_found");
  }

  @Test
  void whoeverWantsTwimlIsToldWhyThereIsNone() {
    var refusal =
        given()
            .contentType(ContentType.JSON)
            .accept("text/plain")
            .header(Workspace.HEADER, api.workspace())
            .body(registration(api.agent("Reception")))
            .post("/v1/convai/twilio/register-call");

    assertThat(refusal.statusCode()).isEqualTo(501);
    assertThat(json(refusal).at("/detail/status").textValue()).isEqualTo("no_telephone_line");
  }

  private Response register(String agent) {
    return api.post("/v1/convai/twilio/register-call", registration(agent));
  }

  private static String registration(String agent) {
    return """
        {"agent_id": "%s", "from_number": "+1", "to_number": "+2"}
        """
        .formatted(agent);
  }

  private Response call(String way, String agent, String number) {
    return api.post(
        "/v1/convai/" + way + "/outbound-call",
        """
        {"agent_id": "%s", "agent_phone_number_id": "%s", "to_number": "+15551239999"}
        """
            .formatted(agent, number));
  }

  private String number(String body) {
    return api.posted("/v1/convai/phone-numbers", body).path("phone_number_id").textValue();
  }

  private static String refusalOf(Response refusal) {
    assertThat(refusal.statusCode()).isEqualTo(404);
    return json(refusal).at("/detail/status").textValue();
  }
}
