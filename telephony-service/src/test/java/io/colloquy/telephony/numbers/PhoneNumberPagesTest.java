package io.colloquy.telephony.numbers;

import static io.colloquy.telephony.Api.flawsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.telephony.Api;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class PhoneNumberPagesTest {

  private static final String PAGES = "/v1/convai/v2/phone-numbers";

  private final Api api = Api.fresh();

  @ParameterizedTest
  @CsvSource({
    "sort_direction=asc, 'Bar, Desk, Lab, bar'",
    "sort_direction=desc, 'bar, Lab, Desk, Bar'",
    "sort_by=phone_number, 'Desk, bar, Lab, Bar'"
  })
  void pagesTogetherAreTheWholeListInItsOrder(String order, String labels) {
    fourNumbers();
    List<String> listed = new ArrayList<>();
    var cursor = "";
    do {
      var page = api.read(PAGES + "?page_size=3&" + order + "&cursor=" + cursor);
      listed.addAll(page.path("phone_numbers").findValuesAsText("label"));
      cursor = page.path("next_cursor").asText("");
      assertThat(page.path("has_more").booleanValue()).isEqualTo(!cursor.isEmpty());
    } while (!cursor.isEmpty());

    assertThat(String.join(", ", listed)).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource({
    "search=BAR, 'Bar, bar'",
    "search=50003, Lab",
    "label=es, Desk",
    "phone_number=15550002, bar",
    "phone_number=1555000, ''",
    "provider=sip_trunk, Lab",
    "supports_outbound=false, Desk"
  })
  void theListCanBeCut(String filter, String labels) {
    fourNumbers();

    var listed = api.read(PAGES + "?" + filter).path("phone_numbers").findValuesAsText("label");

    assertThat(String.join(", ", listed)).isEqualTo(labels);
  }

  @Test
  void theNumbersOfAnAgentAreFound() {
    fourNumbers();
    var agent = api.agent("Reception");
    var id = api.read(PAGES).at("/phone_numbers/0/phone_number_id").textValue();
    api.patch("/v1/convai/phone-numbers/" + id, "{\"agent_id\": \"" + agent + "\"}");

    assertThat(
            api.read(PAGES + "?agent_id=" + agent)
                .path("phone_numbers")
                .findValuesAsText("phone_number_id"))
        .containsExactly(id);
    assertThat(api.read(PAGES + "?search=" + id).path("phone_numbers")).hasSize(1);
    assertThat(Api.fresh().read(PAGES).path("phone_numbers")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"page_size=0", "page_size=101", "sort_by=age", "cursor=nonsense"})
  void aSenselessParameterIsNamed(String parameter) {
    var refusal = api.get(PAGES + "?" + parameter);

    assertThat(refusal.statusCode()).isEqualTo(422);
    assertThat(flawsOf(refusal))
        .containsExactly("query." + parameter.substring(0, parameter.indexOf('=')));
  }

  private void fourNumbers() {
    twilio("bar", "15550002", true);
    twilio("Desk", "15550001", false);
    twilio("Bar", "15550004", true);
    api.posted(
        "/v1/convai/phone-numbers",
        "{\"provider\": \"sip_trunk\", \"label\": \"Lab\", \"phone_number\": \"15550003\"}");
  }

  private void twilio(String label, String number, boolean outbound) {
    api.posted(
        "/v1/convai/phone-numbers",
        """
        {"provider": "twilio", "label": "%s", "phone_number": "%s", "sid": "AC1", "token": "t",
         "supports_outbound": %s}
        """
            .formatted(label, number, outbound));
  }
}
