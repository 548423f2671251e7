package io.colloquy.analysis.recording;

import static io.colloquy.analysis.Samples.AGENT;
import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.started;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.colloquy.analysis.Publisher;
import io.colloquy.analysis.blobs.BlobStore;
import io.colloquy.analysis.webhooks.delivery.AudioSource;
import io.colloquy.analysis.webhooks.delivery.Body;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.event.TranscriptTurn.Role;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.media.Pcm;
import io.colloquy.media.Tone;
import io.colloquy.media.recording.CallRecorder;
import io.colloquy.testkit.BackboneResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the topic to the sound that a client gets, with PostgreSQL and a folder of blobs. */
@QuarkusTest
@WithTestResource(BackboneResource.class)
class RecordingOverKafkaTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject BlobStore blobs;
  @Inject Recordings recordings;
  @Inject AudioSource webhookAudio;

  private final String id = Ids.conversation();
  private final List<RecordedPart> parts = new ArrayList<>();
  private final CallRecorder recorder =
      new CallRecorder(id, AudioFormat.PCM_16000, AudioFormat.PCM_16000, 0, parts::add);
  private Publisher publisher;

  @BeforeEach
  void connect() {
    publisher = new Publisher();
  }

  @AfterEach
  void disconnect() {
    publisher.close();
  }

  @Test
  void aCallCanBeHeardOnceItIsOver() {
    tell();
    publish(call());

    byte[] mp3 = awaitAudio();
    var heard = Listening.to(mp3);

    var users = Listening.tones(heard.left(), 600, 0.5);
    assertThat(users).hasDimensions(1, 2);
    assertThat(users[0][0]).isCloseTo(500, within(20.0));
    assertThat(users[0][1]).isCloseTo(1_500, within(20.0));
    var agents = Listening.tones(heard.right(), 1_500, 0.5);
    assertThat(agents).hasDimensions(1, 2);
    assertThat(agents[0][0]).isCloseTo(2_200, within(20.0));
    when()
        .get(path())
        .then()
        .statusCode(200)
        .body("has_audio", equalTo(true))
        .body("has_user_audio", equalTo(true))
        .body("has_response_audio", equalTo(true));
    double latency =
        when()
            .get(path())
            .jsonPath()
            .getDouble(
                "transcript[1].conversation_turn_metrics.metrics.ear_to_ear_latency.elapsed_time");
    assertThat(latency).isCloseTo(0.7, within(0.02));
    assertThat(when().get("/q/metrics").asString())
        .contains("colloquy_analysis_ear_to_ear_seconds_bucket");
    var recording = recordings.of(id).await().atMost(PATIENCE).orElseThrow();
    assertThat(recording.isFinished()).isTrue();
    assertThat(recording.durationMs()).isEqualTo(4_000);
    assertThat(recording.latenciesMs()).containsOnlyKeys(2);
  }

  @Test
  void webhooksCarryWhatClientsHear() throws IOException {
    tell();
    publish(call());
    byte[] mp3 = awaitAudio();

    try (var carried = webhookAudio.open("default", id)) {
      assertThat(carried.readAllBytes()).isEqualTo(mp3);
    }
    recordings.erase(id).await().atMost(PATIENCE);
    assertThatThrownBy(() -> webhookAudio.open("default", id)).isInstanceOf(Body.Gone.class);
  }

  @Test
  void anyPartOfTheSoundCanBeAskedFor() {
    tell();
    publish(call());
    byte[] mp3 = awaitAudio();

    given()
        .head(path() + "/audio")
        .then()
        .statusCode(200)
        .contentType("audio/mpeg")
        .header("Content-Length", "" + mp3.length)
        .header("Accept-Ranges", "bytes");
    var part = given().header("Range", "bytes=1000-1999").get(path() + "/audio");
    part.then()
        .statusCode(206)
        .contentType("audio/mpeg")
        .header("Content-Length", "1000")
        .header("Content-Range", "bytes 1000-1999/" + mp3.length);
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(mp3, 1_000, 2_000));
    assertThat(given().header("Range", "bytes=-10").get(path() + "/audio").asByteArray())
        .isEqualTo(Arrays.copyOfRange(mp3, mp3.length - 10, mp3.length));
    given()
        .header("Range", "bytes=" + mp3.length + "-")
        .get(path() + "/audio")
        .then()
        .statusCode(416)
        .header("Content-Range", "bytes */" + mp3.length);
    given()
        .header("Range", "bytes=0-9")
        .header("If-Range", "\"another\"")
        .get(path() + "/audio")
        .then()
        .statusCode(200)
        .header("Content-Length", "" + mp3.length);
    given()
        .header("x-colloquy-workspace", "ws_others")
        .get(path() + "/audio")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("conversation_not_found"));
  }

  @Test
  void whatIsToldAgainChangesNothing() throws IOException {
    tell();
    var call = call();
    publish(call);
    publish(call);
    byte[] mp3 = awaitAudio();
    publish(call);
    publish(call.subList(1, call.size()));

    await().atMost(PATIENCE).until(() -> allIsCommitted());
    assertThat(when().get(path() + "/audio").asByteArray()).isEqualTo(mp3);
    assertThat(blobs.list(Shelf.place(id))).containsExactly(Shelf.audioKey(id));
  }

  @Test
  void aDeletedConversationLeavesNoSoundBehind() {
    tell();
    var call = call();
    publish(call);
    awaitAudio();
    when().delete(path()).then().statusCode(200);
    when().get(path() + "/audio").then().statusCode(404);

    publish(call);
    await().atMost(PATIENCE).until(() -> blobs.list(Shelf.place(id)).isEmpty());
    await().atMost(PATIENCE).until(() -> allIsCommitted());
    await().atMost(PATIENCE).until(() -> blobs.list(Shelf.place(id)).isEmpty());
    assertThat(recordings.of(id).await().atMost(PATIENCE)).isEmpty();
  }

  @Test
  void soundCanBeErasedAlone() {
    tell();
    publish(call());
    awaitAudio();
    recordings.erase(id).await().atMost(PATIENCE);

    when()
        .get(path() + "/audio")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("audio_not_found"));
    when().get(path()).then().statusCode(200).body("has_audio", equalTo(false));
    await().atMost(PATIENCE).until(() -> blobs.list(Shelf.place(id)).isEmpty());
    assertThat(recordings.of(id).await().atMost(PATIENCE)).isEmpty();
  }

  @Test
  void soundThatWasAnnouncedIsAwaited() {
    tell();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(recordings.of(id).await().atMost(PATIENCE)).contains(Recording.AWAITED));
    assertThat(recordings.of("conv_nobody").await().atMost(PATIENCE)).isEmpty();
    when()
        .get(path() + "/audio")
        .then()
        .statusCode(404)
        .body("detail.status", equalTo("audio_not_found"));
  }

  /** The user says something for a second, and gets an answer 700 ms later. */
  private List<RecordedPart> call() {
    byte[] second = Pcm.bytes(Tone.sine(16_000, 600, 16_000, 0.5));
    for (int at = 0; at < second.length; at += 640) {
      recorder.heard(500 + (at + 640) / 32, Arrays.copyOfRange(second, at, at + 640));
    }
    recorder.understood(2_000, 2);
    recorder.sent(2_200, 2, Pcm.bytes(Tone.sine(16_000, 1_500, 16_000, 0.5)));
    recorder.close(4_000);
    return parts;
  }

  /** What the owner of the conversation publishes. */
  private void tell() {
    var told = started(id);
    publisher.publish(
        new ConversationEvent.Started(
            id,
            AGENT,
            told.agentName(),
            told.startedAtUnixSecs(),
            told.authorizationMethod(),
            told.source(),
            told.sourceVersion(),
            told.language(),
            false,
            told.initiation(),
            true,
            told.phoneCall()));
    publisher.publish(turn(0, Role.USER));
    publisher.publish(turn(1, Role.AGENT));
    publisher.publish(ended(id, 2));
    await().atMost(PATIENCE).until(() -> when().get(path()).statusCode() == 200);
  }

  private TranscriptTurn turn(int index, Role role) {
    return new TranscriptTurn(
        id,
        AGENT,
        index,
        role,
        "turn " + index,
        index,
        false,
        Optional.empty(),
        Optional.of("audio"),
        Map.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(2));
  }

  private void publish(List<RecordedPart> call) {
    call.forEach(part -> publisher.publish(Topics.RECORDINGS, id, RecordedPart.CODEC.encode(part)));
  }

  private byte[] awaitAudio() {
    await().atMost(PATIENCE).until(() -> when().get(path() + "/audio").statusCode() == 200);
    var answer = when().get(path() + "/audio");
    answer.then().contentType("audio/mpeg").header("Accept-Ranges", "bytes");
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.asByteArray().length);
    return answer.asByteArray();
  }

  private boolean allIsCommitted() throws Exception {
    return publisher.isCommitted(RecordingInbox.GROUP, Topics.RECORDINGS);
  }

  private String path() {
    return "/v1/convai/conversations/" + id;
  }
}
