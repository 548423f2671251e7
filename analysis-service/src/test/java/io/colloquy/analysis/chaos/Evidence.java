package io.colloquy.analysis.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.analysis.chaos.Hook.Receipt;
import io.colloquy.analysis.webhooks.Receiver.Received;
import io.colloquy.bus.Delivery;
import io.colloquy.contracts.Json;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What must hold of each call in the end, whatever happened. */
final class Evidence {

  private final List<Call> calls;

  Evidence(List<Call> calls) {
    this.calls = calls;
  }

  private List<String> ids() {
    return calls.stream().map(Call::id).toList();
  }

  /** Each has one record, with all that was said, in order, unaltered. */
  void inTheHistory(Service service) throws Exception {
    assertThat(listed(service)).containsExactlyInAnyOrderElementsOf(ids());
    for (var call : calls) {
      var answer = service.get("/v1/convai/conversations/" + call.id());
      assertThat(answer.statusCode()).isEqualTo(200);
      isTold(call, Json.read(answer.body(), JsonNode.class));
    }
  }

  private static List<String> listed(Service service) throws Exception {
    List<String> ids = new ArrayList<>();
    var cursor = "";
    do {
      var page =
          Json.read(
              service.get("/v1/convai/conversations?page_size=100" + cursor).body(),
              JsonNode.class);
      page.path("conversations").forEach(one -> ids.add(one.path("conversation_id").asText()));
      cursor =
          page.path("has_more").asBoolean() ? "&cursor=" + page.path("next_cursor").asText() : "";
    } while (!cursor.isEmpty());
    return ids;
  }

  private static void isTold(Call call, JsonNode told) {
    assertThat(told.path("conversation_id").asText()).isEqualTo(call.id());
    assertThat(told.path("status").asText()).isEqualTo("done");
    assertThat(values(told, "message")).isEqualTo(call.words());
    assertThat(values(told, "role"))
        .containsExactlyElementsOf(
            IntStream.range(0, call.words().size())
                .mapToObj(index -> Call.role(index).wireName())
                .toList());
    assertThat(told.at("/analysis/transcript_summary").asText()).isEqualTo(call.summary());
  }

  private static List<String> values(JsonNode told, String member) {
    return StreamSupport.stream(told.path("transcript").spliterator(), false)
        .map(turn -> turn.path(member).asText())
        .toList();
  }

  /** Each was brought and taken, always under one id, with the same bytes, rightly signed. */
  void atTheReceiver(List<Receipt> receipts, String secret) throws GeneralSecurityException {
    Map<String, List<Receipt>> byCall =
        receipts.stream().collect(Collectors.groupingBy(Evidence::conversation));
    assertThat(byCall.keySet()).containsExactlyInAnyOrderElementsOf(ids());
    for (var call : calls) {
      var mine = byCall.get(call.id());
      assertThat(mine).anyMatch(Receipt::taken);
      assertThat(mine)
          .extracting(it -> it.request().headers().get("webhook-id"))
          .containsOnly(id(mine));
      assertThat(mine)
          .allSatisfy(
              it -> assertThat(it.request().body()).isEqualTo(mine.getFirst().request().body()));
      isTold(call, Json.read(mine.getFirst().request().text(), JsonNode.class).path("data"));
      for (var receipt : mine) {
        isSigned(receipt.request(), secret);
      }
    }
    assertThat(byCall.values()).extracting(Evidence::id).doesNotHaveDuplicates();
  }

  private static String conversation(Receipt receipt) {
    return Json.read(receipt.request().text(), JsonNode.class).at("/data/conversation_id").asText();
  }

  private static String id(List<Receipt> receipts) {
    return receipts.getFirst().request().headers().get("webhook-id");
  }

  private static void isSigned(Received request, String secret) throws GeneralSecurityException {
    var headers = request.headers();
    var time = headers.get("webhook-timestamp");
    var plain = hash(secret.getBytes(UTF_8), time + ".", request.body());
    assertThat(headers.get("elevenlabs-signature"))
        .isEqualTo("t=" + time + ",v0=" + HexFormat.of().formatHex(plain));
    var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    var standard = hash(key, headers.get("webhook-id") + "." + time + ".", request.body());
    assertThat(headers.get("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(standard));
  }

  private static byte[] hash(byte[] key, String before, byte[] body)
      throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update(before.getBytes(UTF_8));
    return mac.doFinal(body);
  }

  /** Each was announced under one id, always with the same bytes. */
  void onTheTopic(List<Delivery> heard) {
    Map<String, List<Delivery>> byCall =
        heard.stream().collect(Collectors.groupingBy(Delivery::key));
    assertThat(byCall.keySet()).containsExactlyInAnyOrderElementsOf(ids());
    for (var call : calls) {
      var mine = byCall.get(call.id());
      assertThat(mine)
          .extracting(it -> it.packet().require("ce_id"))
          .containsOnly(call.id() + ".analysis.1");
      assertThat(mine)
          .allSatisfy(
              it -> assertThat(it.packet().body()).isEqualTo(mine.getFirst().packet().body()));
      assertThat(
              Json.read(mine.getFirst().packet().body(), JsonNode.class)
                  .findPath("transcript_summary")
                  .asText())
          .isEqualTo(call.summary());
    }
  }
}
