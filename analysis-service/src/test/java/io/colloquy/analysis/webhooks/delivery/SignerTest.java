package io.colloquy.analysis.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Vectors that were computed elsewhere: with Python's hmac, and in the text of Standard Webhooks.
 */
class SignerTest {

  private static final String SECRET = "wsec_test_0123456789abcdef";
  private static final long TIME = 1_739_537_297;

  private static Signer.Signed signed(List<String> secrets, String id, long time, String body) {
    var signer = new Signer(secrets, id, time);
    var bytes = body.getBytes(UTF_8);
    // In two pieces, in the middle of whatever stands there.
    signer.take(bytes, 0, bytes.length / 2);
    signer.take(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
    return signer.end();
  }

  @Test
  void signsPlainText() {
    var body =
        "{\"type\":\"post_call_audio\",\"event_timestamp\":1739537319,\"data\":{\"agent_id\":\"xyz\","
            + "\"conversation_id\":\"abc\",\"full_audio\":\"SUQzBAAAAAAA\"}}";

    assertThat(signed(List.of(SECRET), "msg_1", TIME, body).headers())
        .containsEntry(
            "ElevenLabs-Signature",
            "t=1739537297,v0=4c0ea3ad16a2a78c761fa682c2c4e65f9fe5fccbb9d4df75303ed4544eef14f8");
  }

  @Test
  void signsTheBytesOfUtf8() {
    var body =
        "{\"type\":\"post_call_transcription\",\"event_timestamp\":1739537297,\"data\":{"
            + "\"agent_id\":\"xyz\",\"conversation_id\":\"abc\",\"status\":\"done\",\"transcript\":[{\"role\":\"user\",\"message\":\"Grüße"
            + " 👋\",\"time_in_call_secs\":0}]}}";

    assertThat(body.getBytes(UTF_8)).hasSize(207);
    assertThat(signed(List.of(SECRET), "msg_1", TIME, body).headers())
        .containsEntry(
            "ElevenLabs-Signature",
            "t=1739537297,v0=2dce9dc6eb576661f788aa54d821a759b7f02faf3329c25bd83e4ab75b57e61c");
  }

  @Test
  void signsAsStandardWebhooksDoes() {
    var signed =
        signed(
            List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            "{\"test\": 2432232314}");

    assertThat(signed.headers())
        .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void severalSecretsSignBesideEachOtherTheFirstOneFirst() {
    var old = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    var fresh = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    var both = signed(List.of(old, fresh), "msg_1", TIME, "{}").headers();

    var first = signed(List.of(old), "msg_1", TIME, "{}").headers();
    var second = signed(List.of(fresh), "msg_1", TIME, "{}").headers();
    assertThat(both.get("webhook-signature"))
        .isEqualTo(first.get("webhook-signature") + " " + second.get("webhook-signature"));
    assertThat(both.get("ElevenLabs-Signature"))
        .isEqualTo(
            first.get("ElevenLabs-Signature")
                + ","
                + second.get("ElevenLabs-Signature").split(",", 2)[1]);
  }

  @Test
  void tellsTheHashOfTheBody() {
    assertThat(signed(List.of(SECRET), "msg_1", TIME, "{}").sha256())
        .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  }
}
