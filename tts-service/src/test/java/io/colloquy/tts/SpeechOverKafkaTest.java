package io.colloquy.tts;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.colloquy.bus.Inbox;
import io.colloquy.bus.Sender;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.ToEdge;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.contracts.speech.SpeechRequest;
import io.colloquy.contracts.speech.Voice;
import io.colloquy.media.FormatReader;
import io.colloquy.media.Level;
import io.colloquy.testkit.BackboneResource;
import io.colloquy.tts.voice.Availability;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole service between real topics. */
@QuarkusTest
@QuarkusTestResource(BackboneResource.class)
class SpeechOverKafkaTest {

  private static final EdgeAddress EDGE = new EdgeAddress(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  private String bootstrapServers;

  @Inject private TtsService service;

  private final String conversationId = Ids.conversation();
  private final List<EdgeOutput.Audio> audio = new CopyOnWriteArrayList<>();
  private final List<SpeechProgress> progress = new CopyOnWriteArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Sender owner;

  @BeforeEach
  void connect() throws InterruptedException {
    owner = kept(Sender.live(bootstrapServers));
    var edge =
        kept(
            Inbox.ofPartition(
                bootstrapServers,
                Topics.AUDIO_OUT,
                EDGE.partition(),
                delivery -> hear(ToEdge.CODEC.decode(delivery.packet()))));
    var progressInbox =
        kept(
            Inbox.ofGroup(
                bootstrapServers,
                new Inbox.Group(conversationId, Optional.empty()),
                Set.of(Topics.SPEECH_PROGRESS),
                Inbox.Ownership.unobserved(),
                delivery -> note(SpeechProgress.CODEC.decode(delivery.packet()))));
    assertThat(edge.awaitAssignment(PATIENCE)).isTrue();
    assertThat(progressInbox.awaitAssignment(PATIENCE)).isTrue();
    await().atMost(PATIENCE).until(service::isReading);
  }

  @AfterEach
  void disconnect() throws Exception {
    for (var part : open) {
      part.close();
    }
  }

  @Test
  void aConversationHearsItsPiecesAndItsOwnerIsToldOfThem() {
    needs("flite");
    send(speak(1, 0, "Hello there,", "en", AudioFormat.PCM_16000));
    send(speak(1, 1, " how may I help you?", "en", AudioFormat.PCM_16000));

    awaitEndings(2);
    assertThat(progress).contains(new SpeechProgress.Finished(conversationId, 1, 0));
    assertThat(progress.getLast()).isEqualTo(new SpeechProgress.Finished(conversationId, 1, 1));
    assertThat(textOf(audio.stream().map(EdgeOutput.Audio::alignment).toList()))
        .isEqualTo("Hello there, how may I help you?");
    assertThat(textOf(chunks().stream().map(SpeechProgress.Chunk::alignment).toList()))
        .isEqualTo("Hello there, how may I help you?");
    assertThat(chunks().stream().mapToDouble(SpeechProgress.Chunk::durationMs).sum())
        .isCloseTo(millis(AudioFormat.PCM_16000), within(0.001))
        .isBetween(1_500.0, 4_000.0);
    assertThat(Level.rms(samples(AudioFormat.PCM_16000))).isGreaterThan(0.02);
    assertThat(audio).allMatch(chunk -> chunk.eventId() == 1);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormatIsSpoken(AudioFormat format) {
    needs("flite");
    send(speak(1, 0, "Good morning.", "en", format));

    awaitEndings(1);
    assertThat(millis(format)).isBetween(700.0, 2_000.0);
    assertThat(Level.rms(samples(format))).isGreaterThan(0.02);
  }

  @Test
  void otherLanguagesAreSpokenByEspeak() {
    needs("espeak-ng");
    send(speak(1, 0, "Guten Morgen!", "de", AudioFormat.ULAW_8000));

    awaitEndings(1);
    assertThat(progress.getLast()).isEqualTo(new SpeechProgress.Finished(conversationId, 1, 0));
    assertThat(Level.rms(samples(AudioFormat.ULAW_8000))).isGreaterThan(0.02);
  }

  @Test
  void whatWasCancelledIsNotSpoken() {
    needs("flite");
    send(new SpeechRequest.Cancel(conversationId, 4));
    send(speak(4, 0, "You never hear this.", "en", AudioFormat.PCM_16000));
    send(speak(5, 0, "But you do hear this.", "en", AudioFormat.PCM_16000));

    awaitEndings(1);
    assertThat(audio).isNotEmpty().allMatch(chunk -> chunk.eventId() == 5);
    assertThat(progress).allMatch(message -> message.eventId() == 5);
  }

  @Test
  void aLanguageThatNobodySpeaksIsAFailureAndAMalformedRecordIsNone() {
    needs("espeak-ng");
    var garbage = SpeechRequest.CODEC.encode(new SpeechRequest.Cancel("x", 1)).headers();
    var _ =
        owner.send(
            Topics.SPEECH_REQUESTS, conversationId, new Packet(garbage, new byte[] {1, 2, 3}));
    send(speak(1, 0, "nuqneH", "tlh", AudioFormat.PCM_16000));

    awaitEndings(1);
    assertThat(progress)
        .containsExactly(new SpeechProgress.Failed(conversationId, 1, 0, "no voice speaks tlh"));
  }

  @Test
  void healthTellsWhichVoicesSpeakAndMetricsCount() {
    needs("flite");
    send(speak(1, 0, "Count me.", "en", AudioFormat.PCM_16000));
    awaitEndings(1);

    get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'speech requests' }.status", equalTo("UP"))
        .body("checks.find { it.name == 'speech requests' }.data.flite", equalTo("ready"));
    get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("colloquy_tts_pieces_total{outcome=\"spoken\""))
        .body(containsString("colloquy_tts_first_chunk_seconds_bucket{engine=\"flite\""))
        .body(containsString("colloquy_tts_realtime_factor_count{engine=\"flite\""))
        .body(containsString("colloquy_tts_queue_pieces"));
  }

  /** Skips without the package on a developer's machine; a build server must have it. */
  private void needs(String engine) {
    var availability = service.availability().get(engine);
    boolean ready = availability instanceof Availability.Ready;
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(availability).isInstanceOf(Availability.Ready.class);
    }
    assumeTrue(ready, () -> "not tested here: " + availability);
  }

  private SpeechRequest speak(
      int eventId, int piece, String text, String language, AudioFormat format) {
    var voice = new Voice("cjVigY5qzO86Huf0OWal", Optional.empty(), language, 1, 0.5, 0.8);
    long now = System.currentTimeMillis();
    return new SpeechRequest.Speak(conversationId, eventId, piece, text, voice, format, EDGE, now);
  }

  private void send(SpeechRequest request) {
    var _ = owner.send(Topics.SPEECH_REQUESTS, conversationId, SpeechRequest.CODEC.encode(request));
  }

  private void hear(ToEdge message) {
    if (message.conversationId().equals(conversationId)) {
      audio.add((EdgeOutput.Audio) message.output());
    }
  }

  private void note(SpeechProgress message) {
    if (message.conversationId().equals(conversationId)) {
      progress.add(message);
    }
  }

  private void awaitEndings(int count) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                progress.stream().filter(p -> !(p instanceof SpeechProgress.Chunk)).count() >= count
                    && audio.size()
                        >= chunks().stream().filter(chunk -> chunk.durationMs() > 0).count());
  }

  private List<SpeechProgress.Chunk> chunks() {
    return progress.stream()
        .filter(SpeechProgress.Chunk.class::isInstance)
        .map(SpeechProgress.Chunk.class::cast)
        .toList();
  }

  private double millis(AudioFormat format) {
    return audio.stream().mapToDouble(chunk -> format.millis(chunk.samples().length)).sum();
  }

  private short[] samples(AudioFormat format) {
    var reader = new FormatReader(format, format.sampleRate());
    var parts = audio.stream().map(chunk -> reader.read(chunk.samples())).toList();
    short[] all = new short[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  private static String textOf(List<Alignment> alignments) {
    return alignments.stream()
        .flatMap(alignment -> alignment.chars().stream())
        .collect(Collectors.joining());
  }

  private <T extends AutoCloseable> T kept(T part) {
    open.add(part);
    return part;
  }
}
