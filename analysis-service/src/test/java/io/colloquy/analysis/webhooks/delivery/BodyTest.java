package io.colloquy.analysis.webhooks.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

  private static final Claim.Event RECORDED =
      new Claim.Event(
          "msg_1",
          "default",
          EventKind.POST_CALL_AUDIO,
          "xyz",
          "a\"b",
          Instant.ofEpochSecond(1_739_537_319),
          Optional.empty());

  private static byte[] read(Body body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    body.readTo(bytes::write);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 48 * 1024 - 1, 48 * 1024, 48 * 1024 + 1, 1_000_000})
  void aRecordingComesBackWhateverItsLength(int length) throws IOException {
    var audio = new byte[length];
    new Random(length).nextBytes(audio);

    var json =
        Json.read(
            read(Envelope.ofAudio(RECORDED, () -> new ByteArrayInputStream(audio))),
            JsonNode.class);

    assertThat(json.at("/data/full_audio").binaryValue()).isEqualTo(audio);
  }

  @Test
  void theEventOfARecordingHasThreeMembersAndNoOthers() throws IOException {
    var body =
        Envelope.ofAudio(RECORDED, () -> new ByteArrayInputStream(new byte[] {'I', 'D', '3'}));

    assertThat(new String(read(body), UTF_8))
        .isEqualTo(
            "{\"type\":\"post_call_audio\",\"event_timestamp\":1739537319,\"data\":"
                + "{\"agent_id\":\"xyz\",\"conversation_id\":\"a\\\"b\",\"full_audio\":\"SUQz\"}}");
    assertThat(body.length()).isEmpty();
  }

  @Test
  void aRecordingIsNeverInMemoryAsAWhole() throws IOException {
    long twoHours = 2L * 3_600 * 16_000;
    var largest = new AtomicInteger();

    Envelope.ofAudio(RECORDED, () -> endless(twoHours))
        .readTo((_, _, length) -> largest.accumulateAndGet(length, Math::max));

    assertThat(largest.get()).isLessThanOrEqualTo(64 * 1024);
  }

  private static InputStream endless(long length) {
    return new InputStream() {
      private long left = length;

      @Override
      public int read() {
        return left-- > 0 ? 7 : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int wanted) {
        if (left <= 0) {
          return -1;
        }
        int given = (int) Math.min(left, wanted);
        left -= given;
        return given;
      }
    };
  }

  @Test
  void theEndOfABodyThatHasChangedIsNotGivenOut() {
    List<byte[]> contents = new ArrayList<>(List.of(new byte[] {1}, new byte[] {2}));
    var body = Envelope.ofAudio(RECORDED, () -> new ByteArrayInputStream(contents.removeFirst()));
    var seen = new ByteArrayOutputStream();

    assertThatThrownBy(
            () -> {
              var sha256 = Digests.of(read(body));
              new Body.Same(body, sha256).readTo(seen::write);
            })
        .isInstanceOf(IOException.class)
        .hasMessage("what is sent is not what was signed");
    assertThat(seen.toString(UTF_8)).startsWith("{\"type\"").doesNotContain("}}");
  }

  @Test
  void aBodyThatIsTheSameComesWhole() throws IOException {
    var body = new Body.Whole("{}".getBytes(UTF_8));

    assertThat(read(new Body.Same(body, Digests.of("{}".getBytes(UTF_8)))))
        .asString()
        .isEqualTo("{}");
  }

  @Test
  void whatHappenedIsWrappedByteByByte() {
    var data = "{ \"a\" : 1.50, \"b\": \"\\u00e4\" }".getBytes(UTF_8);

    assertThat(
            Envelope.of(
                EventKind.POST_CALL_TRANSCRIPTION, Instant.ofEpochSecond(1_739_537_297), data))
        .asString(UTF_8)
        .isEqualTo(
            "{\"type\":\"post_call_transcription\",\"event_timestamp\":1739537297,\"data\":"
                + "{ \"a\" : 1.50, \"b\": \"\\u00e4\" }}");
  }
}
