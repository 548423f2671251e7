package io.colloquy.tts.pieces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.agent.TtsSettings.PronunciationDictionaryLocator;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.contracts.speech.SpeechProgress.Failed;
import io.colloquy.contracts.speech.SpeechProgress.Finished;
import io.colloquy.contracts.speech.SpeechRequest.Cancel;
import io.colloquy.contracts.speech.SpeechRequest.Speak;
import io.colloquy.contracts.speech.Voice;
import io.colloquy.tts.dictionary.Wordbook;
import io.colloquy.tts.dictionary.WordbookFixture;
import io.colloquy.tts.voice.Engines;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The desk with an engine that says numbers as tones: 500 is a tone of 500 Hz. */
class SpeechDeskTest {

  private static final EdgeAddress EDGE = new EdgeAddress(7);
  private static final String ANNA = "conv_anna";
  private static final String BERT = "conv_bert";

  private final SettableClock clock = new SettableClock();
  private final ToneSynthesizer engine = new ToneSynthesizer();
  private final Listener listener = new Listener();
  private final CountingObserver observer = new CountingObserver();
  private SpeechDesk desk = open(1, 100, 100);

  /** What the dictionaries of a voice make of a text. */
  private static Wordbook words(List<PronunciationDictionaryLocator> locators) {
    return locators.isEmpty()
        ? Wordbook.EMPTY
        : WordbookFixture.aliases(Map.of("high", "1500", "low", "500"));
  }

  private SpeechDesk open(int workers, int waiting, int waitingPerConversation) {
    var speaker =
        new PieceSpeaker(
            new Engines(List.of(engine)), SpeechDeskTest::words, 80, 250, listener, observer);
    var limits =
        new SpeechDesk.Limits(
            workers,
            waiting,
            waitingPerConversation,
            Duration.ofSeconds(15),
            Duration.ofMillis(500));
    return new SpeechDesk(limits, clock, speaker, observer);
  }

  private void reopen(int workers, int waiting, int waitingPerConversation) {
    desk.close();
    desk = open(workers, waiting, waitingPerConversation);
  }

  @AfterEach
  void closeDesk() {
    engine.release();
    desk.close();
  }

  @Test
  void piecesOfAConversationAreHeardInTheirOrder() {
    reopen(4, 100, 100);
    desk.accept(speak(ANNA, 1, 0, "500"));
    desk.accept(speak(ANNA, 1, 1, "900"));
    desk.accept(speak(ANNA, 1, 2, "700"));
    desk.accept(speak(ANNA, 2, 0, "1500"));

    awaitEndings(
        finished(ANNA, 1, 0), finished(ANNA, 1, 1), finished(ANNA, 1, 2), finished(ANNA, 2, 0));
    assertThat(listener.tonesOf(ANNA)).containsExactly(500, 900, 700, 1500);
    assertThat(listener.durationMsOf(ANNA)).isEqualTo(4.0 * ToneSynthesizer.PIECE_MS);
    assertThat(listener.audio()).allMatch(heard -> heard.edge().equals(EDGE));
    assertThat(listener.audio().stream().map(heard -> heard.audio().eventId()).distinct())
        .containsExactly(1, 2);
  }

  @Test
  void conversationsAtTheSameTimeDoNotMix() {
    reopen(4, 1_000, 100);
    for (int piece = 0; piece < 5; piece++) {
      for (int i = 0; i < 8; i++) {
        int hz = Listener.TONES.get(2 * i + piece % 2);
        desk.accept(speak("conv_" + i, 1, piece, String.valueOf(hz)));
      }
    }

    await().until(() -> listener.endings().size() == 40);
    for (int i = 0; i < 8; i++) {
      int even = Listener.TONES.get(2 * i);
      int odd = Listener.TONES.get(2 * i + 1);
      assertThat(listener.tonesOf("conv_" + i)).containsExactly(even, odd, even, odd, even);
    }
  }

  @Test
  void aShortAnswerDoesNotWaitForALongOneInAnotherConversation() throws InterruptedException {
    engine.hold();
    desk.accept(speak(ANNA, 1, 0, "500"));
    engine.awaitHeld();
    for (int piece = 1; piece < 10; piece++) {
      desk.accept(speak(ANNA, 1, piece, "500"));
    }
    desk.accept(speak(BERT, 1, 0, "900"));
    engine.release();

    await().until(() -> listener.endings().size() == 11);
    assertThat(listener.endings().indexOf(finished(BERT, 1, 0))).isLessThanOrEqualTo(2);
  }

  @Test
  void aCancellationStopsWhatIsSpokenAndWhatWaits() throws InterruptedException {
    engine.hold();
    desk.accept(speak(ANNA, 3, 0, "500"));
    engine.awaitHeld();
    desk.accept(speak(ANNA, 3, 1, "700"));
    desk.accept(speak(ANNA, 4, 0, "900"));
    desk.accept(speak(BERT, 3, 0, "1100"));

    desk.accept(new Cancel(ANNA, 3));
    assertThat(desk.waiting()).isEqualTo(2);
    engine.release();

    awaitEndings(finished(BERT, 3, 0), finished(ANNA, 4, 0));
    // 80 ms of the first piece were on their way when the cancellation came.
    assertThat(listener.durationMsOf(ANNA)).isBetween(400.0, 480.0);
    assertThat(listener.tonesOf(ANNA)).contains(900).doesNotContain(700);
    assertThat(listener.tonesOf(BERT)).containsExactly(1100);
    assertThat(observer.droppedPieces()).isEqualTo(2);
  }

  @Test
  void aPieceThatComesAfterItsCancellationIsNotSpoken() {
    desk.accept(new Cancel(ANNA, 3));
    clock.pass(Duration.ofSeconds(14));
    desk.accept(speak(ANNA, 2, 5, "500"));
    desk.accept(speak(ANNA, 3, 0, "700"));
    desk.accept(speak(ANNA, 4, 0, "900"));

    awaitEndings(finished(ANNA, 4, 0));
    assertThat(listener.tonesOf(ANNA)).containsExactly(900);
  }

  @Test
  void anOlderCancellationDoesNotUndoANewerOne() {
    desk.accept(new Cancel(ANNA, 3));
    desk.accept(new Cancel(ANNA, 1));
    desk.accept(speak(ANNA, 3, 0, "700"));
    desk.accept(speak(BERT, 1, 0, "900"));

    awaitEndings(finished(BERT, 1, 0));
    assertThat(listener.audio()).noneMatch(heard -> heard.conversationId().equals(ANNA));
  }

  @Test
  void aPieceThatIsDeliveredTwiceIsSpokenOnce() {
    desk.accept(speak(ANNA, 1, 0, "500"));
    desk.accept(speak(ANNA, 1, 1, "700"));
    desk.accept(speak(ANNA, 1, 0, "500"));
    desk.accept(speak(ANNA, 1, 1, "700"));
    desk.accept(speak(ANNA, 1, 2, "900"));

    awaitEndings(finished(ANNA, 1, 0), finished(ANNA, 1, 1), finished(ANNA, 1, 2));
    assertThat(listener.tonesOf(ANNA)).containsExactly(500, 700, 900);
  }

  @Test
  void whoWatchesOnePieceSeesWhatBecomesOfThatOne() throws InterruptedException {
    var held = new CountingObserver();
    var waits = new CountingObserver();
    var again = new CountingObserver();
    var heard = new CountingObserver();
    engine.hold();
    desk.accept(speak(ANNA, 3, 0, "500"), held);
    engine.awaitHeld();
    desk.accept(speak(ANNA, 3, 1, "700"), waits);
    desk.accept(speak(ANNA, 3, 1, "700"), again);
    desk.accept(speak(BERT, 3, 0, "1100"), heard);
    desk.accept(new Cancel(ANNA, 3));
    assertThat(waits.droppedPieces()).isEqualTo(1);
    engine.release();

    awaitEndings(finished(BERT, 3, 0));
    assertThat(held.droppedPieces()).isEqualTo(1);
    assertThat(again.droppedPieces()).isEqualTo(1);
    assertThat(heard.droppedPieces()).isZero();
    assertThat(observer.droppedPieces()).isEqualTo(3);
  }

  @Test
  void aRequestThatIsTooOldExpires() {
    var old = speak(ANNA, 1, 0, "500");
    clock.pass(Duration.ofMillis(15_001));
    desk.accept(old);
    desk.accept(speak(ANNA, 1, 1, "700"));

    awaitEndings(new Failed(ANNA, 1, 0, "expired"), finished(ANNA, 1, 1));
    assertThat(listener.tonesOf(ANNA)).containsExactly(700);
  }

  @Test
  void aRequestThatWaitsTooLongExpires() throws InterruptedException {
    engine.hold();
    desk.accept(speak(ANNA, 1, 0, "500"));
    engine.awaitHeld();
    desk.accept(speak(BERT, 1, 0, "700"));
    clock.pass(Duration.ofSeconds(16));
    engine.release();

    awaitEndings(finished(ANNA, 1, 0), new Failed(BERT, 1, 0, "expired"));
    assertThat(listener.tonesOf(BERT)).isEmpty();
  }

  @Test
  void whatIsMoreThanAConversationMayHaveWaitingIsRefused() throws InterruptedException {
    reopen(1, 100, 2);
    engine.hold();
    desk.accept(speak(ANNA, 1, 0, "500"));
    engine.awaitHeld();
    desk.accept(speak(ANNA, 1, 1, "500"));
    desk.accept(speak(ANNA, 1, 2, "500"));
    desk.accept(speak(ANNA, 1, 3, "500"));
    desk.accept(speak(BERT, 1, 0, "500"));

    assertThat(listener.endings()).containsExactly(new Failed(ANNA, 1, 3, "overloaded"));
    assertThat(desk.waiting()).isEqualTo(3);
  }

  @Test
  void whatIsMoreThanMayWaitInAllIsRefused() throws InterruptedException {
    reopen(1, 1, 100);
    engine.hold();
    desk.accept(speak(ANNA, 1, 0, "500"));
    engine.awaitHeld();
    desk.accept(speak(ANNA, 1, 1, "500"));
    desk.accept(speak(BERT, 1, 0, "500"));

    assertThat(listener.endings()).containsExactly(new Failed(BERT, 1, 0, "overloaded"));
  }

  @Test
  void aFailureIsToldAndTheNextPieceIsSpoken() {
    desk.accept(speak(ANNA, 1, 0, "broken"));
    desk.accept(speak(ANNA, 1, 1, "bug"));
    desk.accept(speak(ANNA, 1, 2, "x".repeat(10_001)));
    desk.accept(speak(ANNA, 1, 3, "500"));

    awaitEndings(
        new Failed(ANNA, 1, 0, "the voice broke"),
        new Failed(ANNA, 1, 1, "synthesis failed"),
        new Failed(ANNA, 1, 2, "the text is too long for one piece"),
        finished(ANNA, 1, 3));
  }

  @Test
  void aVoiceWithoutItsEngineFails() {
    desk.accept(speak(ANNA, 1, 0, "500", voice("de")));

    awaitEndings(new Failed(ANNA, 1, 0, "this service runs without espeak-ng"));
  }

  @Test
  void audioThatDoesNotGetThroughIsAFailure() {
    listener.breakDown();
    desk.accept(speak(ANNA, 1, 0, "500"));

    awaitEndings(new Failed(ANNA, 1, 0, "the audio could not be sent"));
  }

  @Test
  void textWithNothingToPronounceFinishesWithoutAudio() {
    desk.accept(speak(ANNA, 1, 0, " **👍** "));

    awaitEndings(finished(ANNA, 1, 0));
    assertThat(listener.audio()).isEmpty();
    assertThat(listener.chunks()).hasSize(1);
    assertThat(listener.chunks().getFirst().durationMs()).isZero();
    assertThat(String.join("", listener.chunks().getFirst().alignment().chars()))
        .isEqualTo(" **👍** ");
  }

  @Test
  void aDictionaryChangesWhatIsHeardAndNotWhatIsRead() {
    var locator = new PronunciationDictionaryLocator("pdict_1", Optional.empty(), Map.of());
    var voice = new Voice("any", Optional.empty(), "en", 1, 0.5, 0.8, List.of(locator));
    desk.accept(speak(ANNA, 1, 0, "*high*", voice));
    desk.accept(speak(ANNA, 1, 1, "low", voice));
    desk.accept(speak(ANNA, 1, 2, "900", voice));

    awaitEndings(finished(ANNA, 1, 0), finished(ANNA, 1, 1), finished(ANNA, 1, 2));
    assertThat(listener.tonesOf(ANNA)).containsExactly(1500, 500, 900);
    assertThat(listener.chunks().stream().flatMap(chunk -> chunk.alignment().chars().stream()))
        .containsExactly("*", "h", "i", "g", "h", "*", "l", "o", "w", "9", "0", "0");
  }

  @Test
  void progressTellsExactlyWhatTheEdgeWasSent() {
    desk.accept(speak(ANNA, 1, 0, "**500**"));

    awaitEndings(finished(ANNA, 1, 0));
    var sent = listener.audio().stream().map(heard -> heard.audio()).toList();
    var told = listener.chunks();
    assertThat(told).hasSameSizeAs(sent).hasSize(3);
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i).alignment()).isEqualTo(sent.get(i).alignment());
      assertThat(told.get(i).durationMs())
          .isEqualTo(AudioFormat.PCM_16000.millis(sent.get(i).samples().length));
    }
    assertThat(told.stream().map(SpeechProgress.Chunk::durationMs))
        .containsExactly(80.0, 250.0, 70.0);
    assertThat(told.stream().flatMap(chunk -> chunk.alignment().chars().stream()))
        .containsExactly("*", "*", "5", "0", "0", "*", "*");
  }

  @Test
  void closingFinishesWhatWasTaken() throws InterruptedException {
    engine.hold();
    desk.accept(speak(ANNA, 1, 0, "500"));
    engine.awaitHeld();
    desk.accept(speak(ANNA, 1, 1, "700"));
    var closing = Thread.ofPlatform().start(desk::close);
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    desk.accept(speak(ANNA, 1, 2, "900"));
    engine.release();
    closing.join();

    assertThat(listener.endings())
        .containsExactlyInAnyOrder(
            new Failed(ANNA, 1, 2, "the service is stopping"),
            finished(ANNA, 1, 0),
            finished(ANNA, 1, 1));
    assertThat(listener.tonesOf(ANNA)).containsExactly(500, 700);
  }

  @Test
  void closingDoesNotWaitForEver() throws InterruptedException {
    engine.hold();
    desk.accept(speak(ANNA, 1, 0, "500"));
    engine.awaitHeld();
    desk.accept(speak(BERT, 1, 0, "700"));
    desk.close();

    assertThat(listener.endings())
        .containsExactlyInAnyOrder(
            new Failed(ANNA, 1, 0, "the service is stopping"),
            new Failed(BERT, 1, 0, "the service is stopping"));
  }

  @Test
  void conversationsAreForgottenWhenNothingOfThemCanComeAnyMore() {
    for (int i = 0; i < 50; i++) {
      desk.accept(speak("conv_" + i, 1, 0, "500"));
      desk.accept(new Cancel("conv_cancelled_" + i, 1));
    }
    await().until(() -> listener.endings().size() == 50);
    assertThat(desk.remembered()).isEqualTo(100);

    clock.pass(Duration.ofSeconds(31));
    desk.accept(speak(ANNA, 1, 0, "500"));

    awaitEndingsSize(51);
    assertThat(desk.remembered()).isEqualTo(1);
  }

  private void awaitEndings(SpeechProgress... endings) {
    awaitEndingsSize(endings.length);
    assertThat(listener.endings()).containsExactly(endings);
  }

  private void awaitEndingsSize(int size) {
    await().untilAsserted(() -> assertThat(listener.endings()).hasSizeGreaterThanOrEqualTo(size));
  }

  private static SpeechProgress finished(String conversationId, int eventId, int piece) {
    return new Finished(conversationId, eventId, piece);
  }

  private Speak speak(String conversationId, int eventId, int piece, String text) {
    return speak(conversationId, eventId, piece, text, voice("en"));
  }

  private Speak speak(String conversationId, int eventId, int piece, String text, Voice voice) {
    return new Speak(
        conversationId, eventId, piece, text, voice, AudioFormat.PCM_16000, EDGE, clock.millis());
  }

  private static Voice voice(String language) {
    return new Voice("any", Optional.empty(), language, 1, 0.5, 0.8);
  }
}
