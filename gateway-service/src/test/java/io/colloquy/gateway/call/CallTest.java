package io.colloquy.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.edge.Liveness;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.contracts.recording.RecordedPart.Piece;
import io.colloquy.contracts.speech.Alignment;
import io.colloquy.edge.Owner;
import io.colloquy.gateway.session.Caller;
import io.colloquy.gateway.session.Ending;
import io.colloquy.gateway.session.Session;
import io.colloquy.gateway.session.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whole calls in virtual time: from frame to frame, without a socket or a broker. */
class CallTest {

  private static final String INITIATION = "{\"type\":\"conversation_initiation_client_data\"}";
  private static final EdgeOutput STARTED =
      new EdgeOutput.Started(AudioFormat.PCM_16000, AudioFormat.PCM_16000);

  private final VirtualTime time = new VirtualTime();
  private final FakeLine line = new FakeLine(time);
  private final Tally tally = new Tally();
  private final FakeSeat seat = new FakeSeat();
  private final List<FromEdge> told = new ArrayList<>();
  private final List<RecordedPart> tape = new ArrayList<>();
  private Optional<Owner.Refusal> refusal = Optional.empty();
  private int timesClosed;

  private final Call call =
      new Call(
          new Session(
              "conv_1",
              new Caller(
                  "agent_1",
                  "default",
                  "public",
                  Optional.empty(),
                  Optional.empty(),
                  42,
                  false,
                  false),
              Timing.defaults()),
          new EdgeAddress(3),
          new Outbox.Limits(1_000, 5_000),
          new Call.Surroundings(line, this::tell, seat, time, Runnable::run, tally, tape::add),
          () -> timesClosed++);

  private void tell(FromEdge message, Consumer<Owner.Refusal> refused) {
    told.add(message);
    refusal.ifPresent(refused);
  }

  @Test
  void startsAConversationWithTheMetadataFrameAlone() {
    call.begin();
    call.received(INITIATION);
    call.fromOwner(STARTED);
    call.fromOwner(new EdgeOutput.AgentResponse(1, "resp_1", "Hello"));
    call.fromOwner(speech(1, 100));
    assertThat(line.types()).containsExactly("conversation_initiation_metadata");

    time.pass(Duration.ofMillis(59));
    assertThat(line.sent()).hasSize(1);
    time.pass(Duration.ofMillis(1));

    assertThat(line.types())
        .containsExactly("conversation_initiation_metadata", "agent_response", "audio", "ping");
    assertThat(line.sent().get(1).atMs() - line.sent().get(0).atMs()).isEqualTo(60);
  }

  @Test
  void takesItsSeatWhenItBeginsAndLeavesItWhenItIsOver() {
    call.begin();
    assertThat(seat.asked).isEmpty();
    call.received(INITIATION);
    call.fromOwner(STARTED);
    assertThat(seat.asked).containsExactly("begin");

    call.fromOwner(new EdgeOutput.Ended(1000, "goodbye"));
    assertThat(seat.asked).contains("begin", "leave");
  }

  @Test
  void leavesItsSeatAlsoWhenItNeverBegan() {
    call.begin();
    call.hungUp("gone");
    assertThat(seat.asked).containsOnly("leave");
  }

  @Test
  void endsAChatForWhichThereIsNoRoom() {
    call.begin();
    call.received(
        """
        {"type":"conversation_initiation_client_data",
         "conversation_config_override":{"conversation":{"text_only":true}}}""");
    seat.refuse(Ending.WORKSPACE_CHATS_FULL);

    assertThat(seat.asked).contains("begin chat", "leave");
    assertThat(line.closed()).contains(Ending.WORKSPACE_CHATS_FULL);
    assertThat(told.getLast().input()).isInstanceOf(EdgeInput.Closed.class);
  }

  @Test
  void notesWhatIsHeardOnACallThatIsRecorded() {
    liveAndRecorded();
    time.pass(Duration.ofMillis(500));
    call.received("{\"user_audio_chunk\":\"AQI=\"}");
    call.fromOwner(new EdgeOutput.UserTranscript(2, "hello"));
    call.fromOwner(speech(2, 100));
    time.pass(Duration.ofMillis(100));
    call.fromOwner(new EdgeOutput.Interruption(2, "user"));
    call.fromOwner(speech(2, 100));
    call.hungUp("client closed");

    assertThat(tape).hasSize(1);
    assertThat(tape.getFirst().last()).isTrue();
    assertThat(tape.getFirst().untilMs()).isEqualTo(660);
    assertThat(tape.getFirst().pieces())
        .extracting(piece -> piece.getClass().getSimpleName() + "@" + piece.atMs())
        .containsExactlyInAnyOrder("User@560", "Understood@560", "Agent@560", "Cut@660");
  }

  @Test
  void soundThatWaitsForASlowClientIsNotHeardYet() {
    liveAndRecorded();
    line.stopReading();
    call.fromOwner(speech(1, 100));
    call.fromOwner(speech(1, 100));
    call.fromOwner(speech(2, 100));
    time.pass(Duration.ofMillis(700));
    call.fromOwner(new EdgeOutput.Interruption(1, "user"));
    line.readAgain();
    call.hungUp("client closed");

    assertThat(tape.stream().flatMap(part -> part.pieces().stream()))
        .filteredOn(Piece.Agent.class::isInstance)
        .extracting(piece -> ((Piece.Agent) piece).eventId() + "@" + piece.atMs())
        .containsExactly("1@60", "2@760");
  }

  @Test
  void aCallOnWhichNobodySpeaksIsToldOfNeverthelessUntilItEnds() {
    liveAndRecorded();
    for (int i = 0; i < 12; i++) {
      time.pass(Duration.ofSeconds(2));
      call.fromOwner(new EdgeOutput.Alive());
      call.received("{\"type\":\"user_activity\"}");
    }
    call.hungUp("client closed");

    assertThat(tape).hasSizeBetween(3, 4);
    assertThat(tape.getLast().last()).isTrue();
  }

  @Test
  void notesNothingOfACallThatIsNotRecorded() {
    live();
    call.received("{\"user_audio_chunk\":\"AQI=\"}");
    call.fromOwner(speech(1, 100));
    call.hungUp("client closed");

    assertThat(tape).isEmpty();
  }

  private void liveAndRecorded() {
    call.begin();
    call.received(INITIATION);
    call.fromOwner(new EdgeOutput.Started(AudioFormat.PCM_16000, AudioFormat.PCM_16000, true));
    time.pass(Duration.ofMillis(60));
  }

  @Test
  void numbersWhatItTellsTheOwnerFromZeroWithoutAGap() {
    live();
    call.received("{\"user_audio_chunk\":\"AQI=\"}");
    call.received("{\"type\":\"user_message\",\"text\":\"hi\"}");
    call.hungUp("client closed");

    assertThat(told).extracting(FromEdge::sequence).containsExactly(0L, 1L, 2L, 3L);
    assertThat(told).allMatch(message -> message.conversationId().equals("conv_1"));
    assertThat(told).allMatch(message -> message.edge().equals(new EdgeAddress(3)));
    assertThat(told.getLast().input()).isEqualTo(new EdgeInput.Closed("client closed"));
  }

  @Test
  void closesAClientThatNeverSaysHowItWantsToTalk() {
    call.begin();
    call.received("{\"user_audio_chunk\":\"AQI=\"}");
    time.pass(Duration.ofMillis(9_999));
    assertThat(line.closed()).isEmpty();
    time.pass(Duration.ofMillis(1));

    assertThat(line.closed()).contains(Ending.NO_INITIATION);
    assertThat(told).isEmpty();
  }

  @Test
  void closesWhenTheOwnerDoesNotStartInTime() {
    call.begin();
    call.received(INITIATION);
    time.pass(Duration.ofSeconds(15));

    assertThat(line.closed()).contains(Ending.NO_ANSWER);
    assertThat(line.sent()).isEmpty();
    assertThat(told.getLast().input()).isInstanceOf(EdgeInput.Closed.class);
  }

  @Test
  void tellsTheOwnerEveryTwoSecondsThatItIsHere() {
    live();
    int before = told.size();
    for (int i = 0; i < 10; i++) {
      time.pass(Liveness.INTERVAL);
      call.fromOwner(new EdgeOutput.Alive());
    }
    assertThat(told.subList(before, told.size()))
        .hasSize(10)
        .allMatch(message -> message.input() instanceof EdgeInput.Alive);
  }

  @Test
  void saysThatTheConversationWasLostWhenTheOwnerFallsSilent() {
    live();
    time.pass(Liveness.PATIENCE);

    assertThat(line.closed()).contains(Ending.LOST);
    assertThat(line.types().getLast()).isEqualTo("error");
  }

  @Test
  void staysOpenAsLongAsTheOwnerIsHeard() {
    live();
    for (int i = 0; i < 30; i++) {
      time.pass(Liveness.INTERVAL);
      call.fromOwner(new EdgeOutput.Alive());
      call.received("{\"type\":\"pong\",\"event_id\":0}");
    }
    assertThat(line.closed()).isEmpty();
  }

  @Test
  void closesASilentClientAfterAMinute() {
    live();
    for (int i = 0; i < 29; i++) {
      time.pass(Liveness.INTERVAL);
      call.fromOwner(new EdgeOutput.Alive());
    }
    assertThat(line.closed()).isEmpty();
    time.pass(Liveness.INTERVAL);

    assertThat(line.closed()).contains(Ending.SILENT_CLIENT);
  }

  @Test
  void pingsEveryFewSecondsAndMeasuresTheAnswer() {
    live();
    time.pass(Duration.ofMillis(35));
    call.received("{\"type\":\"pong\",\"event_id\":1}");
    time.pass(Duration.ofMillis(2_465));

    assertThat(tally.roundTrips).containsExactly(Duration.ofMillis(35));
    assertThat(line.sent().getLast().frame())
        .isEqualTo("{\"type\":\"ping\",\"ping_event\":{\"event_id\":2,\"ping_ms\":35}}");
  }

  @Test
  void stopsSpeechAtOnceWhenInterruptedEvenWhatAlreadyWaits() {
    live();
    line.stopReading();
    call.fromOwner(speech(1, 30));
    call.fromOwner(speech(1, 30));
    call.fromOwner(speech(1, 30));
    call.fromOwner(new EdgeOutput.Interruption(1, "user"));
    call.fromOwner(speech(1, 30));
    call.fromOwner(speech(2, 30));

    line.readAgain();

    // The first was on its way into the socket already.
    assertThat(line.types().subList(2, line.types().size()))
        .containsExactly("audio", "interruption", "audio");
    assertThat(line.sent().getLast().frame()).contains("\"event_id\":2");
  }

  @Test
  void deliversWhatWaitsBeforeItCloses() {
    live();
    line.stopReading();
    call.fromOwner(new EdgeOutput.AgentResponse(4, "resp_4", "Goodbye"));
    call.fromOwner(speech(4, 30));
    call.fromOwner(new EdgeOutput.Ended(1000, "done"));
    assertThat(line.closed()).isEmpty();

    line.readAgain();

    assertThat(line.types().subList(2, 4)).containsExactly("agent_response", "audio");
    assertThat(line.closed()).contains(new Ending(1000, "done"));
    assertThat(told).noneMatch(message -> message.input() instanceof EdgeInput.Closed);
  }

  @Test
  void keepsTheGapEvenIfTheConversationEndsAtOnce() {
    call.begin();
    call.received(INITIATION);
    call.fromOwner(STARTED);
    call.fromOwner(new EdgeOutput.AgentResponse(1, "resp_1", "Goodbye"));
    call.fromOwner(new EdgeOutput.Ended(1000, "done"));
    assertThat(line.sent()).hasSize(1);
    assertThat(line.closed()).isEmpty();

    time.pass(Duration.ofMillis(60));

    assertThat(line.types()).containsExactly("conversation_initiation_metadata", "agent_response");
    assertThat(line.closed()).contains(new Ending(1000, "done"));
  }

  @Test
  void closesAClientThatReadsTooSlowlyAndCutsItOff() {
    live();
    line.stopReading();
    for (int i = 0; i < 10; i++) {
      call.fromOwner(speech(1, 600));
    }
    assertThat(told.getLast().input()).isInstanceOf(EdgeInput.Closed.class);
    assertThat(tally.endings).containsExactly(Ending.SLOW_CLIENT);
    assertThat(line.isCut()).isFalse();

    time.pass(Duration.ofSeconds(10));

    assertThat(line.isCut()).isTrue();
    assertThat(timesClosed).isOne();
  }

  @Test
  void staysOpenAfterAFailureThatTheOwnerReports() {
    live();
    call.fromOwner(new EdgeOutput.Failure(1011, "llm_timeout", "The model took too long."));

    assertThat(line.types().getLast()).isEqualTo("error");
    assertThat(line.closed()).isEmpty();
  }

  @Test
  void saysSoWhenTheOwnerCannotBeReached() {
    live();
    refusal = Optional.of(Owner.Refusal.UNREACHABLE);
    call.received("{\"user_audio_chunk\":\"AQI=\"}");

    assertThat(line.types().getLast()).isEqualTo("error");
    assertThat(line.closed()).contains(Ending.UNREACHABLE);
  }

  @Test
  void closesAClientWhoseMessageIsTooLargeForTheBus() {
    live();
    refusal = Optional.of(Owner.Refusal.TOO_LARGE);
    call.received("{\"type\":\"user_message\",\"text\":\"a very long one\"}");

    assertThat(line.closed()).contains(Ending.OVERSIZED);
  }

  @Test
  void leavesNoTimerBehind() {
    live();
    call.hungUp("client closed");
    call.hungUp("twice");

    assertThat(time.waiting()).isZero();
    assertThat(timesClosed).isOne();
  }

  @Test
  void rendersErrorsForTheClientThatTheFirstMessageNamed() {
    call.begin();
    call.received(
        "{\"type\":\"conversation_initiation_client_data\","
            + "\"source_info\":{\"source\":\"swift_sdk\"}}");
    call.fromOwner(STARTED);
    time.pass(Duration.ofMillis(60));
    call.fromOwner(new EdgeOutput.Failure(1011, "llm_error", "no"));

    assertThat(line.types().getLast()).isEqualTo("client_error");
  }

  private void live() {
    call.begin();
    call.received(INITIATION);
    call.fromOwner(STARTED);
    time.pass(Duration.ofMillis(60));
    assertThat(line.types()).containsExactly("conversation_initiation_metadata", "ping");
  }

  private static EdgeOutput speech(int eventId, int bytes) {
    return new EdgeOutput.Audio(eventId, new byte[bytes], Alignment.none());
  }
}
