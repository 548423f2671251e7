package io.colloquy.analysis.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.PhoneCall;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.schema.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who called whom, as the history shows it. */
class PhoneCallViewTest {

  @Test
  void showsACallOverATrunkAsItIsDocumented() {
    var call =
        new PhoneCall(
            PhoneCall.Carrier.SIP_TRUNKING,
            PhoneCall.Direction.OUTBOUND,
            "phnum_1",
            "+15551230000",
            "+15559870000",
            "call-1@colloquy");

    JsonNode shown = Json.MAPPER.valueToTree(CallMetadata.PhoneCallView.of(call));

    assertThat(shown)
        .isEqualTo(
            Json.read(
                """
                {"type":"sip_trunking","direction":"outbound","phone_number_id":"phnum_1",
                 "agent_number":"+15551230000","external_number":"+15559870000",
                 "call_sid":"call-1@colloquy"}""",
                JsonNode.class));
    var schema = ApiDocument.get().schema("ConversationHistorySIPTrunkingPhoneCallModel");
    assertThat(Check.flaws(schema, shown, List.of())).isEmpty();
  }
}
