package io.colloquy.conversation.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colloquy.conversation.speech.SocketServer.Frame;
import io.colloquy.conversation.speech.SocketServer.Peer;
import io.colloquy.conversation.speech.deepgram.Deepgram;
import io.colloquy.conversation.speech.elevenlabs.ElevenLabs;
import io.colloquy.conversation.speech.elevenlabs.ElevenLabsSettings;
import io.colloquy.conversation.speech.fallback.Breaker;
import io.colloquy.conversation.speech.fallback.FallbackRecognizer;
import io.colloquy.conversation.speech.fallback.MeteredRecognition;
import io.colloquy.conversation.speech.fallback.Route;
import io.colloquy.conversation.speech.streamed.Deadlines;
import io.colloquy.conversation.speech.streamed.Service;
import io.colloquy.conversation.speech.streamed.StreamedRecognizer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller's words come to when a service fails in one of the many ways in which they do. */
class StreamedFaultsTest {

  private static final Clip CLIP = new Clip("opening-hours");
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Deadlines IMPATIENT = new Deadlines(SHORT, Duration.ofSeconds(2), SHORT);

  /** Who fails. */
  private enum Who {
    DEEPGRAM(DeepgramServer.KEY) {
      @Override
      Service at(String address) {
        return new Deepgram(DeepgramTest.settings(address, "nova-3"));
      }
    },
    ELEVENLABS(ElevenLabsServer.KEY) {
      @Override
      Service at(String address) {
        return new ElevenLabs(
            new ElevenLabsSettings(address, Optional.of(ElevenLabsServer.KEY), "scribe"));
      }
    };

    private final String key;

    Who(String key) {
      this.key = key;
    }

    abstract Service at(String address);
  }

  /** How the service fails. */
  enum Fault implements SocketServer.Script {
    REFUSES_THE_KEY {
      @Override
      public void play(Peer peer) throws IOException {
        peer.refuse(401);
      }
    },
    HAS_TOO_MUCH_TO_DO {
      @Override
      public void play(Peer peer) throws IOException {
        peer.refuse(429);
      }
    },
    NEVER_TAKES_UP_THE_CONNECTION {
      @Override
      public void play(Peer peer) throws IOException {
        peer.read();
      }
    },
    CUTS_THE_CONNECTION {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        readSound(peer, 20);
        peer.cut();
      }
    },
    CLOSES_IN_GOOD_ORDER {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        readSound(peer, 20);
        peer.sendFrame(Frame.CLOSE, new byte[] {3, (byte) 0xf3});
        readAll(peer);
      }
    },
    SENDS_TEXT_THAT_IS_NO_JSON {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        readSound(peer, 20);
        peer.send("<html>502 Bad Gateway</html>");
        readAll(peer);
      }
    },
    SENDS_JSON_OF_ANOTHER_SHAPE {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        readSound(peer, 20);
        peer.send("{\"type\":\"Results\",\"channel\":{}}");
        readAll(peer);
      }
    },
    SENDS_BYTES_THAT_ARE_NO_FRAMES {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        readSound(peer, 20);
        peer.send(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3});
        readAll(peer);
      }
    },
    REPORTS_AN_ERROR {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        readSound(peer, 20);
        peer.send("{\"type\":\"Error\",\"description\":\"d\",\"variant\":\"v\"}");
        readAll(peer);
      }
    },
    TRICKLES_ITS_ANSWER {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        byte[] answer = Peer.frame(Frame.TEXT, new byte[60_000]);
        int sent = 0;
        while (peer.read().isPresent()) {
          peer.send(new byte[] {answer[sent++]});
        }
      }
    },
    NEVER_ANSWERS_TO_FINALIZE {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        readSound(peer, 20);
        peer.send(DeepgramServer.results("what are", 0, 0.5, false, false));
        readAll(peer);
      }
    },
    READS_NOTHING {
      @Override
      public void play(Peer peer) throws IOException {
        peer.accept();
        NEVER.join();
      }
    };

    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    private static void readSound(Peer peer, int frames) throws IOException {
      for (int i = 0; i < frames; i++) {
        peer.read();
      }
    }

    private static void readAll(Peer peer) throws IOException {
      while (peer.read().isPresent()) {}
    }
  }

  private static PocketSphinxRecognizer sphinx;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @BeforeAll
  static void loadTheEngineThatComesIn() {
    sphinx = new PocketSphinxRecognizer(PocketSphinxSettings.debian());
    Packages.requirePocketSphinx(sphinx);
    sphinx.warmUp();
  }

  @AfterAll
  static void freeIt() {
    sphinx.close();
  }

  static Stream<Arguments> everyFault() {
    return Stream.of(Who.values())
        .flatMap(who -> Stream.of(Fault.values()).map(fault -> Arguments.of(who, fault)));
  }

  @ParameterizedTest
  @MethodSource("everyFault")
  void theEngineThatComesInUnderstandsEveryWord(Who who, Fault fault) {
    try (SocketServer server = new SocketServer(fault);
        StreamedRecognizer service = recognizer(who, server.address(), IMPATIENT);
        Recognition recognition = withFallback(service).open(speaker())) {
      Sound.cut(CLIP.inACall(300), 512).forEach(recognition::accept);
      assertThat(recognition.finish()).isEqualTo(CLIP.text());
      assertThat(server.mistakes()).isEmpty();
    }
    assertThat(counted("failures", "service")).isEqualTo(1);
    assertThat(counted("utterances", "service")).isZero();
    assertThat(counted("utterances", "pocketsphinx")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("everyFault")
  void byItselfTheServiceSaysWhatIsWrongAndNotItsKey(Who who, Fault fault) {
    try (SocketServer server = new SocketServer(fault);
        StreamedRecognizer service = recognizer(who, server.address(), IMPATIENT);
        Recognition recognition = service.open(speaker())) {
      assertThatThrownBy(
              () -> {
                Sound.cut(CLIP.inACall(300), 512).forEach(recognition::accept);
                recognition.finish();
              })
          .isInstanceOf(SpeechUnavailable.class)
          .hasMessageMatching("(Deepgram|ElevenLabs) .*")
          .hasMessageNotContaining(who.key);
    }
  }

  @Test
  void aServiceThatIsNotThereIsReplaced() {
    SocketServer gone = new SocketServer(peer -> {});
    gone.close();
    try (StreamedRecognizer deepgram = deepgram(gone.address(), IMPATIENT);
        Recognition recognition = withFallback(deepgram).open(speaker())) {
      recognition.accept(CLIP.inACall(300));
      assertThat(recognition.finish()).isEqualTo(CLIP.text());
    }
  }

  @Test
  void theEngineComesInWhileTheCallerStillSpeaks() {
    try (SocketServer server = new SocketServer(Fault.CUTS_THE_CONNECTION);
        StreamedRecognizer deepgram = deepgram(server.address(), DeepgramTest.GENEROUS);
        Recognition recognition = withFallback(deepgram).open(speaker())) {
      List<short[]> pieces = Sound.cut(CLIP.inACall(300), 512);
      int half = pieces.size() / 2;
      pieces.subList(0, half).forEach(recognition::accept);
      await().until(() -> server.peers().getFirst().over());
      pieces.subList(half, pieces.size()).forEach(recognition::accept);
      await().until(() -> counted("failures", "service") == 1 || acceptedMore(recognition));
      assertThat(recognition.partial()).startsWith("what are");
      assertThat(recognition.finish()).isEqualTo(CLIP.text());
    }
  }

  @Test
  void wordsThatComeLateAreNotAddedToThoseOfANewConnection() {
    Deadlines patient =
        new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(2));
    CountDownLatch secondBegun = new CountDownLatch(1);
    AtomicInteger connections = new AtomicInteger();
    DeepgramServer well = new DeepgramServer(new Stenographer(CLIP));
    SocketServer.Script late =
        peer -> {
          peer.accept();
          while (!peer.read().orElseThrow().isText()) {}
          await().until(() -> secondBegun.getCount() == 0);
          peer.send(DeepgramServer.results("too late", 0, 9, true, true));
          peer.read();
        };
    SocketServer.Script firstLate =
        peer -> {
          if (connections.getAndIncrement() == 0) {
            late.play(peer);
          } else {
            secondBegun.countDown();
            well.play(peer);
          }
        };
    try (SocketServer server = new SocketServer(firstLate);
        StreamedRecognizer deepgram = deepgram(server.address(), patient);
        Recognition recognition = alone(deepgram).open(speaker())) {
      recognition.accept(CLIP.inACall(300));
      assertThat(recognition.finish()).isEqualTo(CLIP.text());
      recognition.accept(CLIP.inACall(300));
      assertThat(recognition.finish()).isEqualTo(CLIP.text());
      assertThat(connections).hasValue(2);
    }
  }

  @Test
  void closingWakesWhoeverWaitsForTheLastWords() throws Exception {
    Deadlines endless =
        new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(1));
    try (SocketServer server = new SocketServer(Fault.NEVER_ANSWERS_TO_FINALIZE);
        StreamedRecognizer deepgram = deepgram(server.address(), endless)) {
      Recognition recognition = deepgram.open(speaker());
      Sound.cut(CLIP.inACall(300), 512).forEach(recognition::accept);
      Thread waiting = Thread.ofVirtual().start(recognition::finish);
      await().until(() -> server.peers().getFirst().texts().toString().contains("Finalize"));
      recognition.close();
      assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void manyWhoWaitForTheirLastWordsHoldUpNobodyElse() throws Exception {
    Deadlines patient =
        new Deadlines(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(30));
    try (SocketServer server = new SocketServer(Fault.NEVER_ANSWERS_TO_FINALIZE);
        StreamedRecognizer deepgram = deepgram(server.address(), patient);
        ForkJoinPool hearing = new ForkJoinPool(2)) {
      List<Recognition> waiting =
          IntStream.range(0, 20).mapToObj(i -> deepgram.open(speaker())).toList();
      waiting.forEach(
          recognition ->
              hearing.execute(
                  () -> {
                    recognition.accept(new short[16_000]);
                    recognition.finish();
                  }));
      await()
          .atMost(Duration.ofSeconds(25))
          .until(
              () ->
                  server.peers().stream().filter(p -> p.texts().toString().contains("Fin")).count()
                      == 20);
      assertThat(hearing.submit(() -> "heard").get(15, TimeUnit.SECONDS)).isEqualTo("heard");
      waiting.forEach(Recognition::close);
    }
  }

  private static boolean acceptedMore(Recognition recognition) {
    recognition.accept(Sound.quiet(32));
    return false;
  }

  private static Speaker speaker() {
    return SpeechRecognizerContractTest.MICROPHONE;
  }

  private SpeechRecognizer alone(SpeechRecognizer service) {
    return new FallbackRecognizer(
        List.of(new Route("service", service, breaker())),
        Duration.ofSeconds(30),
        new MeteredRecognition(meters));
  }

  private SpeechRecognizer withFallback(SpeechRecognizer service) {
    return new FallbackRecognizer(
        List.of(
            new Route("service", service, breaker()), new Route("pocketsphinx", sphinx, breaker())),
        Duration.ofSeconds(30),
        new MeteredRecognition(meters));
  }

  private static Breaker breaker() {
    return new Breaker(2, Duration.ofMinutes(1), Clock.systemUTC());
  }

  private static StreamedRecognizer deepgram(String address, Deadlines deadlines) {
    return recognizer(Who.DEEPGRAM, address, deadlines);
  }

  private static StreamedRecognizer recognizer(Who who, String address, Deadlines deadlines) {
    return new StreamedRecognizer(who.at(address), deadlines, Clock.systemUTC());
  }

  private double counted(String what, String provider) {
    return Optional.ofNullable(
            meters.find("colloquy.asr." + what).tag("provider", provider).counter())
        .map(counter -> counter.count())
        .orElse(0.0);
  }
}
