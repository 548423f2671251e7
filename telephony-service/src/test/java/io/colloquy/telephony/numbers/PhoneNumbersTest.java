package io.colloquy.telephony.numbers;

import static io.colloquy.telephony.Api.flawsOf;
import static io.colloquy.telephony.Api.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.telephony.Api;
import io.colloquy.telephony.Tables;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class PhoneNumbersTest {

  private static final String NUMBERS = "/v1/convai/phone-numbers";
  private static final String TWILIO =
      """
      {"provider": "twilio", "phone_number": "+15551230001", "label": "Front desk",
       "sid": "AC0001", "token": "twilio-secret"}
      """;
  private static final String TRUNK =
      """
      {"provider": "sip_trunk", "phone_number": "+15551230002", "label": "Trunk",
       "inbound_trunk_config": {"allowed_addresses": ["10.0.0.0/8"],
         "credentials": {"username": "in", "password": "inbound-secret"}},
       "outbound_trunk_config": {"address": "sip.example.com", "transport": "tls",
         "headers": {"X-Line": "7"},
         "credentials": {"username": "out", "password": "outbound-secret"}}}
      """;

  private final Api api = Api.fresh();
  private final Tables database = new Tables();

  @Test
  void aNumberOfTwilioIsAddedAndReadBackWithoutItsToken() {
    var id = add(TWILIO);

    assertThat(api.read(NUMBERS + "/" + id))
        .isEqualTo(
            tree(
                """
                {"phone_number": "+15551230001", "label": "Front desk", "supports_inbound": true,
                 "supports_outbound": true, "phone_number_id": "%s", "assigned_agent": null,
                 "provider": "twilio"}
                """
                    .formatted(id)));
  }

  @Test
  void aNumberOfASipTrunkShowsThatItHasPasswordsButNotThem() {
    var number = api.read(NUMBERS + "/" + add(TRUNK));

    assertThat(number.path("outbound_trunk"))
        .isEqualTo(
            tree(
                """
                {"address": "sip.example.com", "transport": "tls", "media_encryption": "allowed",
                 "headers": {"X-Line": "7"}, "has_auth_credentials": true, "username": "out",
                 "has_outbound_trunk": true}
                """));
    assertThat(number.path("provider_config")).isEqualTo(number.path("outbound_trunk"));
    assertThat(number.path("inbound_trunk"))
        .isEqualTo(
            tree(
                """
                {"allowed_addresses": ["10.0.0.0/8"], "allowed_numbers": null,
                 "media_encryption": "allowed", "has_auth_credentials": true, "username": "in",
                 "remote_domains": null}
                """));
    assertThat(number.path("livekit_stack").textValue()).isEqualTo("standard");
  }

  @Test
  void noAnswerHoldsASecret() {
    var trunk = NUMBERS + "/" + add(TRUNK);
    add(TWILIO);

    assertThat(api.get(NUMBERS).asString()).doesNotContain("-secret");
    assertThat(api.get(trunk).asString()).doesNotContain("-secret");
    assertThat(api.patch(trunk, "{\"livekit_stack\": \"static\"}").asString())
        .contains("\"static\"")
        .doesNotContain("-secret");
    assertThat(api.delete(trunk).asString()).doesNotContain("-secret");
  }

  @Test
  void noSecretCanBeReadInTheDatabase() throws SQLException {
    var id = add(TRUNK);
    add(TWILIO);
    api.patch(
        NUMBERS + "/" + id,
        """
        {"outbound_trunk_config": {"address": "b.example",
          "credentials": {"username": "out", "password": "another-secret"}}}
        """);

    var stored =
        String.join("\n", database.texts("select body from telephony.document", List.of()));

    assertThat(stored).doesNotContain("-secret").contains("\"password\":\"sealed:1:");
  }

  @Test
  void whatTheDocumentDoesNotNameComesBackUnlessItIsASecret() {
    var number =
        api.read(
            NUMBERS
                + "/"
                + add(
                    """
                    {"provider": "sip_trunk", "phone_number": "+1", "label": "L", "x": {"y": [1]},
                     "nested": [{"token": "hidden-secret", "kept": true}],
                     "outbound_trunk_config": {"address": "192.0.2.1:5061",
                       "attributes_to_headers": {"a": "X-A"}, "enabled_codecs": ["PCMU/8000"]}}
                    """));

    assertThat(number.at("/x/y/0").intValue()).isEqualTo(1);
    assertThat(number.path("nested")).isEqualTo(tree("[{\"kept\": true}]"));
    assertThat(number.at("/outbound_trunk/attributes_to_headers/a").textValue()).isEqualTo("X-A");
    assertThat(number.at("/outbound_trunk/enabled_codecs/0").textValue()).isEqualTo("PCMU/8000");
  }

  @Test
  void aNumberIsRenamedButNeverBecomesAnother() {
    var number = NUMBERS + "/" + add(TWILIO);
    var before = api.read(number);

    var after =
        json(
            api.patch(
                number,
                """
                {"label": "Back desk", "provider": "sip_trunk", "phone_number": "+0",
                 "supports_outbound": false, "note": "kept"}
                """));

    assertThat(after.path("label").textValue()).isEqualTo("Back desk");
    assertThat(after.path("note").textValue()).isEqualTo("kept");
    assertThat(after.path("provider")).isEqualTo(before.path("provider"));
    assertThat(after.path("phone_number")).isEqualTo(before.path("phone_number"));
    assertThat(after.path("supports_outbound")).isEqualTo(before.path("supports_outbound"));
    assertThat(json(api.patch(number, "{\"label\": null}")).path("label").textValue())
        .isEqualTo("Back desk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sip:host.example", "user@host.example", "host.example;transport=tcp", "a b", ""})
  void aTrunkIsAtAHostNotAtASipAddress(String address) {
    var refusal =
        api.post(
            NUMBERS,
            """
            {"provider": "sip_trunk", "phone_number": "+1", "label": "L",
             "outbound_trunk_config": {"address": "%s"}}
            """
                .formatted(address));

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.outbound_trunk_config.address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sip.telnyx.com", "192.0.2.7", "pbx:5061", "2001:db8::1", "[2001:db8::1]:5060"})
  void aHostIsANameOrAnAddressPerhapsWithAPort(String address) {
    add(
        """
        {"provider": "sip_trunk", "phone_number": "+1", "label": "L",
         "outbound_trunk_config": {"address": "%s"}}
        """
            .formatted(address));
  }

  @Test
  void aCallerIdThatCannotBeCalledIsGivenToNoAgent() {
    var number =
        NUMBERS
            + "/"
            + add(
                """
                {"provider": "twilio", "phone_number": "+1", "label": "L", "sid": "AC1",
                 "token": "t", "supports_inbound": false}
                """);

    var refusal = api.patch(number, "{\"agent_id\": \"" + api.agent("Reception") + "\"}");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.agent_id");
  }

  @Test
  void anAgentIsGivenTheNumberAndTakenOffItAgain() {
    var number = NUMBERS + "/" + add(TWILIO);
    var agent = api.agent("Reception");

    var given = json(api.patch(number, "{\"agent_id\": \"" + agent + "\"}"));

    assertThat(given.path("assigned_agent"))
        .isEqualTo(tree("{\"agent_id\": \"" + agent + "\", \"agent_name\": \"Reception\"}"));
    assertThat(api.read(NUMBERS + "?agent_id=" + agent)).hasSize(1);
    assertThat(json(api.patch(number, "{\"agent_id\": null}")).path("assigned_agent").isNull())
        .isTrue();
    assertThat(api.read(NUMBERS + "?agent_id=" + agent)).isEmpty();
  }

  @Test
  void anAgentThatIsUnknownOrOfAnotherWorkspaceCannotBeGivenANumber() {
    var number = NUMBERS + "/" + add(TWILIO);
    var foreign = Api.fresh().agent("Not mine");

    var refusal = api.patch(number, "{\"agent_id\": \"" + foreign + "\"}");

    assertThat(refusal.statusCode()).isEqualTo(404);
    assertThat(json(refusal).at("/detail/status").textValue()).isEqualTo("agent_not_found");
    assertThat(api.read(number).path("assigned_agent").isNull()).isTrue();
  }

  @Test
  void aTrunkIsReplacedAsAWholeAndCanBeTakenAway() {
    var number = NUMBERS + "/" + add(TRUNK);

    var moved =
        json(api.patch(number, "{\"outbound_trunk_config\": {\"address\": \"b.example\"}}"));
    var without = json(api.patch(number, "{\"inbound_trunk_config\": null}"));

    assertThat(moved.at("/outbound_trunk/address").textValue()).isEqualTo("b.example");
    assertThat(moved.at("/outbound_trunk/headers")).isEmpty();
    assertThat(moved.at("/outbound_trunk/has_auth_credentials").booleanValue()).isFalse();
    assertThat(moved.at("/inbound_trunk/username").textValue()).isEqualTo("in");
    assertThat(without.path("inbound_trunk").isNull()).isTrue();
    assertThat(without.at("/outbound_trunk/address").textValue()).isEqualTo("b.example");
  }

  @Test
  void aPasswordThatIsNotNamedStays() {
    var stored = new PhoneNumber(tree(TRUNK).deepCopy());
    var patch =
        tree(
            """
            {"outbound_trunk_config":
              {"address": "b.example", "credentials": {"username": "other"}}}
            """);

    var trunk = stored.changed(patch.deepCopy()).document().path("outbound_trunk_config");

    assertThat(trunk)
        .isEqualTo(
            tree(
                """
                {"address": "b.example",
                 "credentials": {"username": "other", "password": "outbound-secret"}}
                """));
  }

  @Test
  void aNumberOfTwilioTakesNoTrunk() {
    var number = NUMBERS + "/" + add(TWILIO);

    var refusal = api.patch(number, "{\"outbound_trunk_config\": {\"address\": \"b.example\"}}");

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal)).containsExactly("body.outbound_trunk_config");
  }

  @Test
  void whatIsMissingOrWrongIsNamed() {
    var refusal =
        api.post(
            NUMBERS,
            """
            {"provider": "sip_trunk", "label": 7, "outbound_trunk_config": {"transport": "pigeon"}}
            """);

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal))
        .containsExactlyInAnyOrder(
            "body.phone_number",
            "body.label",
            "body.outbound_trunk_config.address",
            "body.outbound_trunk_config.transport");
  }

  @Test
  void theListHoldsTheNumbersOfTheWorkspaceTheNewestFirstAndCanBeCutToAProvider() {
    var older = add(TWILIO);
    var newer = add(TRUNK);
    var other = Api.fresh();
    other.posted(NUMBERS, TWILIO);

    assertThat(api.read(NUMBERS).findValuesAsText("phone_number_id")).containsExactly(newer, older);
    assertThat(api.read(NUMBERS + "?provider=twilio").findValuesAsText("phone_number_id"))
        .containsExactly(older);
  }

  @Test
  void aNumberOfAnotherWorkspaceIsLikeAnUnknownOne() {
    var number = NUMBERS + "/" + add(TWILIO);
    var stranger = Api.fresh();

    assertThat(stranger.get(number).statusCode()).isEqualTo(404);
    assertThat(stranger.patch(number, "{}").statusCode()).isEqualTo(404);
    assertThat(stranger.delete(number).statusCode()).isEqualTo(404);
    assertThat(api.get(number).statusCode()).isEqualTo(200);
  }

  @Test
  void noSipMessageWasEverExchanged() {
    var messages = NUMBERS + "/" + add(TRUNK) + "/sip-messages";

    assertThat(api.read(messages))
        .isEqualTo(tree("{\"sip_messages\": [], \"next_cursor\": null, \"has_more\": false}"));
    assertThat(flawsOf(api.get(messages + "?cursor=x"))).containsExactly("query.cursor");
    assertThat(Api.fresh().get(messages).statusCode()).isEqualTo(404);
  }

  @Test
  void aDeletedNumberIsGone() {
    var number = NUMBERS + "/" + add(TWILIO);

    assertThat(api.delete(number).statusCode()).isEqualTo(200);

    assertThat(json(api.get(number)).at("/detail/status").textValue())
        .isEqualTo("phone_number_not_found");
    assertThat(api.delete(number).statusCode()).isEqualTo(404);
  }

  private String add(String body) {
    return api.posted(NUMBERS, body).path("phone_number_id").textValue();
  }

  private static JsonNode tree(String json) {
    return Json.read(json, JsonNode.class);
  }
}
