package io.colloquy.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.gateway.session.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static final Outbox.Kind VITAL = new Outbox.Kind.Vital();
  private static final Outbox.Kind FLEETING = new Outbox.Kind.Fleeting();
  private static final Ending GOODBYE = new Ending(1000, "goodbye");

  private final FakeLine line = new FakeLine(new VirtualTime());
  private final Tally tally = new Tally();
  private final Outbox outbox = new Outbox(line, new Outbox.Limits(20, 50), tally);

  @Test
  void sendsInOrderOneFrameAtATime() {
    line.stopReading();
    assertThat(outbox.offer(VITAL, "one")).isTrue();
    assertThat(outbox.offer(VITAL, "two")).isTrue();
    assertThat(frames()).containsExactly("one");

    line.readAgain();

    assertThat(frames()).containsExactly("one", "two");
  }

  @Test
  void keepsWhatComesWhileItIsHeld() {
    assertThat(outbox.offer(VITAL, "first")).isTrue();
    outbox.hold();
    assertThat(outbox.offer(VITAL, "second")).isTrue();
    assertThat(frames()).containsExactly("first");

    outbox.release();

    assertThat(frames()).containsExactly("first", "second");
  }

  @Test
  void dropsSpeechOfInterruptedTurnsOnly() {
    outbox.hold();
    offer(new Outbox.Kind.Speech(1), "s1");
    offer(VITAL, "text");
    offer(new Outbox.Kind.Speech(2), "s2");
    offer(new Outbox.Kind.Speech(3), "s3");

    outbox.dropSpeech(2);
    outbox.release();

    assertThat(frames()).containsExactly("text", "s3");
    assertThat(outbox.queuedChars()).isZero();
  }

  @Test
  void shedsFleetingFramesOnceMuchWaits() {
    line.stopReading();
    offer(VITAL, "in flight");
    offer(FLEETING, "score 1");
    offer(VITAL, "0123456789");
    offer(FLEETING, "score 2");
    assertThat(tally.shed).isEqualTo(2);

    line.readAgain();

    assertThat(frames()).containsExactly("in flight", "0123456789");
  }

  @Test
  void sendsFleetingFramesWhileTheClientKeepsUp() {
    for (int i = 0; i < 100; i++) {
      offer(FLEETING, "score");
    }
    assertThat(frames()).hasSize(100);
    assertThat(tally.shed).isZero();
  }

  @Test
  void refusesMoreThanItsCapacity() {
    line.stopReading();
    offer(VITAL, "in flight");
    offer(VITAL, "x".repeat(40));

    assertThat(outbox.offer(VITAL, "x".repeat(11))).isFalse();
    assertThat(outbox.offer(VITAL, "x".repeat(10))).isTrue();
    assertThat(outbox.queuedChars()).isEqualTo(50);
  }

  @Test
  void closesAfterWhatWaitsAndTakesNothingMore() {
    line.stopReading();
    offer(VITAL, "one");
    offer(VITAL, "two");
    outbox.close(GOODBYE);
    offer(VITAL, "too late");
    assertThat(line.closed()).isEmpty();

    line.readAgain();

    assertThat(frames()).containsExactly("one", "two");
    assertThat(line.closed()).contains(GOODBYE);
  }

  @Test
  void staysFlatHoweverManyFramesWait() {
    var roomy = new Outbox(line, new Outbox.Limits(Integer.MAX_VALUE, Integer.MAX_VALUE), tally);
    roomy.hold();
    for (int i = 0; i < 100_000; i++) {
      assertThat(roomy.offer(VITAL, "x")).isTrue();
    }

    roomy.release();

    assertThat(frames()).hasSize(100_000);
  }

  private void offer(Outbox.Kind kind, String frame) {
    assertThat(outbox.offer(kind, frame)).isTrue();
  }

  private List<String> frames() {
    return line.sent().stream().map(FakeLine.Sent::frame).toList();
  }
}
