package io.colloquy.analysis.history;

import static io.colloquy.analysis.Samples.AGENT;
import static io.colloquy.analysis.Samples.START;
import static io.colloquy.analysis.Samples.ended;
import static io.colloquy.analysis.Samples.failed;
import static io.colloquy.analysis.Samples.started;
import static io.colloquy.analysis.Samples.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationRecordTest {

  private static final String ID = "conv_1";
  private static final ConversationRecord BLANK = ConversationRecord.blank(ID, AGENT);

  @Test
  void aCallGoesThroughItsStatesInOrder() {
    var known = BLANK.with(started(ID));
    assertThat(known.outline(false).status()).isEqualTo(Status.INITIATED);

    known = known.with(turn(ID, 0));
    assertThat(known.outline(false).status()).isEqualTo(Status.IN_PROGRESS);

    known = known.with(ended(ID, 2));
    assertThat(known.outline(false).status()).isEqualTo(Status.PROCESSING);

    assertThat(known.outline(true).status()).isEqualTo(Status.DONE);
  }

  @Test
  void anErrorMakesItFailedOnceItIsConcluded() {
    var failed = BLANK.with(started(ID)).with(failed(ID, 1));

    assertThat(failed.outline(false).status()).isEqualTo(Status.PROCESSING);
    assertThat(failed.outline(true).status()).isEqualTo(Status.FAILED);
  }

  @Test
  void aTurnBeyondTheAnnouncedOnesDoesNotStandInForAMissingOne() {
    var known = BLANK.with(ended(ID, 2)).with(turn(ID, 0)).with(turn(ID, 2));

    assertThat(isComplete(known)).isFalse();
    assertThat(isComplete(known.with(turn(ID, 1)))).isTrue();
  }

  @Test
  void turnsAloneDoNotTellWhenTheCallBegan() {
    var outline = BLANK.with(turn(ID, 0)).outline(false);

    assertThat(outline.status()).isEqualTo(Status.IN_PROGRESS);
    assertThat(outline.startedAtUnixSecs()).isEmpty();
    assertThat(outline.agentName()).isEmpty();
  }

  @Test
  void theEndAloneTellsWhenTheCallBegan() {
    var outline = BLANK.with(ended(ID, 3)).outline(false);

    assertThat(outline.startedAtUnixSecs()).contains(START);
    assertThat(outline.durationSecs()).isEqualTo(60);
  }

  @Test
  void aRunningCallHasLastedUntilItsLastKnownTurn() {
    var running = BLANK.with(started(ID)).with(turn(ID, 0)).with(turn(ID, 4));

    assertThat(running.outline(false).durationSecs()).isEqualTo(12);
    assertThat(running.outline(false).messageCount()).isEqualTo(2);
  }

  @Test
  void aClockThatWentBackMakesNoNegativeDuration() {
    var backwards =
        new ConversationEvent.Ended(ID, AGENT, START, START - 5, 0, "", Optional.empty());

    assertThat(BLANK.with(backwards).outline(false).durationSecs()).isZero();
  }

  @Test
  void whatTellsTheSameAgainChangesNothingEvenIfItsContentDiffers() {
    var known = BLANK.with(started(ID)).with(turn(ID, 0)).with(ended(ID, 1));
    var otherTurn =
        new TranscriptTurn(
            ID,
            AGENT,
            0,
            TranscriptTurn.Role.USER,
            "something else",
            9,
            false,
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of());

    assertThat(known.with(otherTurn)).isEqualTo(known);
    assertThat(known.with(failed(ID, 7))).isEqualTo(known);
    assertThat(known.with(started(ID, "agent_other", 5, Optional.empty()))).isEqualTo(known);
  }

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /** The property that the whole service stands on. */
  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderWithAnyDuplicatesGivesTheSameRecord(int seed) {
    var random = new Random(seed);
    int turnCount = random.nextInt(12);
    var events = eventsOfACall(turnCount, random.nextBoolean());
    var inOrder = apply(events);

    var delivered = new ArrayList<>(events);
    for (int again = random.nextInt(10); again > 0; again--) {
      delivered.add(events.get(random.nextInt(events.size())));
    }
    Collections.shuffle(delivered, random);

    assertThat(apply(delivered)).isEqualTo(inOrder);
    assertThat(apply(delivered).outline(false)).isEqualTo(inOrder.outline(false));
    assertThat(apply(delivered).transcript())
        .extracting(TranscriptTurn::index)
        .containsExactlyElementsOf(IntStream.range(0, turnCount).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aCallIsNotCompleteBeforeItsLastEventIsHereWhicheverThatIs(int seed) {
    var random = new Random(seed);
    var events = eventsOfACall(5, false);
    Collections.shuffle(events, random);
    // The start says nothing about the end, so it may be the one that is missing.
    events.remove(0);
    var missing = apply(events);

    boolean missesOnlyTheStart = missing.started().isEmpty();
    assertThat(isComplete(missing)).isEqualTo(missesOnlyTheStart);
  }

  private static boolean isComplete(ConversationRecord known) {
    return Turns.of(known.turns().values(), known.ended()).areComplete(known.ended());
  }

  private static List<UnaryOperator<ConversationRecord>> eventsOfACall(
      int turnCount, boolean fails) {
    var events = new ArrayList<UnaryOperator<ConversationRecord>>();
    events.add(known -> known.with(started(ID)));
    for (int index = 0; index < turnCount; index++) {
      var turn = turn(ID, index);
      events.add(known -> known.with(turn));
    }
    events.add(known -> known.with(fails ? failed(ID, turnCount) : ended(ID, turnCount)));
    return events;
  }

  private static ConversationRecord apply(List<UnaryOperator<ConversationRecord>> events) {
    var known = BLANK;
    for (var event : events) {
      known = event.apply(known);
    }
    return known;
  }
}
