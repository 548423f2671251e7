package io.colloquy.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.Initiation;
import io.colloquy.contracts.speech.Alignment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every event in every state: where it leads, and what is done. Times stand still unless an event
 * says otherwise.
 */
class SessionTransitionsTest {

  private static final long START = 1_000_000;
  private static final Timing TIMING = Timing.defaults();

  private static final Map<String, Event> EVENTS =
      Map.ofEntries(
          client("initiation", initiation()),
          client("chat", chat()),
          client("audio", new ClientMessage.Audio(new byte[] {1, 2})),
          client("pong", new ClientMessage.Pong(1)),
          client("user message", new ClientMessage.UserMessage("hi")),
          client("user activity", new ClientMessage.UserActivity()),
          client("context", new ClientMessage.ContextualUpdate("x", Optional.empty())),
          client("feedback", new ClientMessage.Unserved("feedback")),
          client("unknown", new ClientMessage.Meaningless("unknown_type")),
          client("garbage", new ClientMessage.Unreadable("not JSON")),
          Map.entry("binary", new Event.SignOfLife("binary_frame")),
          owner("started", new EdgeOutput.Started(AudioFormat.PCM_16000, AudioFormat.PCM_16000)),
          owner(
              "started, recorded",
              new EdgeOutput.Started(AudioFormat.PCM_16000, AudioFormat.ULAW_8000, true)),
          owner("owner alive", new EdgeOutput.Alive()),
          owner("speech", new EdgeOutput.Audio(1, new byte[] {1, 2}, Alignment.none())),
          owner("answer", new EdgeOutput.AgentResponse(1, "resp_1", "Hello")),
          owner("interruption", new EdgeOutput.Interruption(1, "user")),
          owner("failure", new EdgeOutput.Failure(1011, "llm_error", "no")),
          owner("ended", new EdgeOutput.Ended(1000, "goodbye")),
          Map.entry("unreachable", new Event.OwnerUnreachable()),
          Map.entry("oversized", new Event.Violated(Ending.OVERSIZED)),
          Map.entry("overrun", new Event.Overrun()),
          Map.entry("evicted", new Event.Evicted(Ending.RESTARTING)),
          Map.entry("hung up", new Event.HungUp("gone")),
          due("initiation due", Timer.INITIATION),
          due("start due", Timer.START),
          due("settled", Timer.SETTLED),
          due("ping due", Timer.PING),
          due("alive due", Timer.ALIVE),
          due("owner check", Timer.OWNER_CHECK),
          due("client check", Timer.CLIENT_CHECK),
          due("closed", Timer.CLOSED));

  @ParameterizedTest(name = "{0}: {1} -> {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Before the first message
        "AwaitingInitiation | initiation     | Opening | begin; tell Opened; arm START; arm ALIVE",
        "AwaitingInitiation | chat           | Opening | begin chat; tell Opened; arm START; arm ALIVE",
        "AwaitingInitiation | audio          | AwaitingInitiation | ignored early_audio",
        "AwaitingInitiation | pong           | AwaitingInitiation | ",
        "AwaitingInitiation | user message   | Closing | close 1002; arm CLOSED",
        "AwaitingInitiation | user activity  | AwaitingInitiation | ignored early_user_activity",
        "AwaitingInitiation | context        | Closing | close 1002; arm CLOSED",
        "AwaitingInitiation | feedback       | Closing | close 1002; arm CLOSED",
        "AwaitingInitiation | unknown        | AwaitingInitiation | ignored unknown_type",
        "AwaitingInitiation | garbage        | Closing | close 1007; arm CLOSED",
        "AwaitingInitiation | binary         | AwaitingInitiation | ignored binary_frame",
        "AwaitingInitiation | started        | AwaitingInitiation | ignored repeated_start",
        "AwaitingInitiation | answer         | AwaitingInitiation | ignored early_output",
        "AwaitingInitiation | oversized      | Closing | close 1009; arm CLOSED",
        "AwaitingInitiation | overrun        | Closing | discard; close 1008; arm CLOSED",
        "AwaitingInitiation | evicted        | Closing | close 1001; arm CLOSED",
        "AwaitingInitiation | hung up        | Closed | ",
        "AwaitingInitiation | initiation due | Closing | close 1008; arm CLOSED",
        "AwaitingInitiation | client check   | AwaitingInitiation | arm CLIENT_CHECK",
        // Waiting for the owner
        "Opening | initiation     | Opening | ignored repeated_initiation",
        "Opening | audio          | Opening | tell Audio",
        "Opening | pong           | Opening | ",
        "Opening | user message   | Opening | tell UserMessage",
        "Opening | user activity  | Opening | tell UserActivity",
        "Opening | context        | Opening | tell ContextualUpdate",
        "Opening | feedback       | Opening | ignored feedback",
        "Opening | unknown        | Opening | ignored unknown_type",
        "Opening | garbage        | Closing | tell Closed; close 1007; arm CLOSED",
        "Opening | binary         | Opening | ignored binary_frame",
        "Opening | started        | Settling | send Metadata; hold; arm SETTLED; arm OWNER_CHECK",
        "Opening | started, recorded | Settling | record ulaw_8000 pcm_16000; send Metadata; hold; arm SETTLED; arm OWNER_CHECK",
        "Opening | owner alive    | Opening | ",
        "Opening | speech         | Opening | ignored early_output",
        "Opening | answer         | Opening | ignored early_output",
        "Opening | interruption   | Opening | ignored early_output",
        "Opening | failure        | Opening | ignored early_output",
        "Opening | ended          | Closing | close 1000; arm CLOSED",
        "Opening | unreachable    | Closing | tell Closed; close 1011; arm CLOSED",
        "Opening | oversized      | Closing | tell Closed; close 1009; arm CLOSED",
        "Opening | evicted        | Closing | tell Closed; close 1001; arm CLOSED",
        "Opening | hung up        | Closed | tell Closed",
        "Opening | initiation due | Opening | ",
        "Opening | start due      | Closing | tell Closed; close 1011; arm CLOSED",
        "Opening | alive due      | Opening | tell Alive; arm ALIVE",
        "Opening | client check   | Opening | arm CLIENT_CHECK",
        // The metadata frame travels alone
        "Settling | initiation   | Settling | ignored repeated_initiation",
        "Settling | audio        | Settling | tell Audio",
        "Settling | user message | Settling | tell UserMessage",
        "Settling | garbage      | Closing | tell Closed; close 1007; arm CLOSED",
        "Settling | started      | Settling | ignored repeated_start",
        "Settling | owner alive  | Settling | ",
        "Settling | speech       | Settling | send Audio",
        "Settling | answer       | Settling | send AgentResponse",
        "Settling | interruption | Settling | drop audio 1; send Interruption",
        "Settling | failure      | Settling | send Failure",
        "Settling | ended        | Closing | close 1000; arm CLOSED",
        "Settling | unreachable  | Closing | send Failure; tell Closed; close 1011; arm CLOSED",
        "Settling | overrun      | Closing | discard; tell Closed; close 1008; arm CLOSED",
        "Settling | evicted      | Closing | tell Closed; close 1001; arm CLOSED",
        "Settling | hung up      | Closed | tell Closed",
        "Settling | start due    | Settling | ",
        "Settling | settled      | Live | release; send Ping; arm PING",
        "Settling | alive due    | Settling | tell Alive; arm ALIVE",
        "Settling | owner check  | Settling | arm OWNER_CHECK",
        // Talking
        "Live | initiation    | Live | ignored repeated_initiation",
        "Live | audio         | Live | tell Audio",
        "Live | pong          | Live | round trip",
        "Live | user message  | Live | tell UserMessage",
        "Live | user activity | Live | tell UserActivity",
        "Live | context       | Live | tell ContextualUpdate",
        "Live | feedback      | Live | ignored feedback",
        "Live | unknown       | Live | ignored unknown_type",
        "Live | garbage       | Closing | tell Closed; close 1007; arm CLOSED",
        "Live | binary        | Live | ignored binary_frame",
        "Live | started       | Live | ignored repeated_start",
        "Live | owner alive   | Live | ",
        "Live | speech        | Live | send Audio",
        "Live | answer        | Live | send AgentResponse",
        "Live | interruption  | Live | drop audio 1; send Interruption",
        "Live | failure       | Live | send Failure",
        "Live | ended         | Closing | close 1000; arm CLOSED",
        "Live | unreachable   | Closing | send Failure; tell Closed; close 1011; arm CLOSED",
        "Live | oversized     | Closing | tell Closed; close 1009; arm CLOSED",
        "Live | overrun       | Closing | discard; tell Closed; close 1008; arm CLOSED",
        "Live | evicted       | Closing | tell Closed; close 1001; arm CLOSED",
        "Live | hung up       | Closed | tell Closed",
        "Live | ping due      | Live | send Ping; arm PING",
        "Live | alive due     | Live | tell Alive; arm ALIVE",
        "Live | owner check   | Live | arm OWNER_CHECK",
        "Live | client check  | Live | arm CLIENT_CHECK",
        "Live | closed        | Live | ",
        // Saying goodbye
        "Closing | initiation   | Closing | ",
        "Closing | audio        | Closing | ",
        "Closing | garbage      | Closing | ",
        "Closing | speech       | Closing | ",
        "Closing | ended        | Closing | ",
        "Closing | unreachable  | Closing | ",
        "Closing | evicted      | Closing | ",
        "Closing | overrun      | Closing | discard",
        "Closing | settled      | Closing | release",
        "Closing | ping due     | Closing | ",
        "Closing | alive due    | Closing | ",
        "Closing | owner check  | Closing | ",
        "Closing | client check | Closing | ",
        "Closing | hung up      | Closed | ",
        "Closing | closed       | Closed | cut",
        // Nothing happens any more
        "Closed | initiation | Closed | ",
        "Closed | audio      | Closed | ",
        "Closed | speech     | Closed | ",
        "Closed | hung up    | Closed | ",
        "Closed | evicted    | Closed | ",
        "Closed | alive due  | Closed | ",
        "Closed | closed     | Closed | ",
      })
  void leadsFromStateToState(String from, String event, String to, String effects) {
    var session = sessionIn(from);
    assertThat(EVENTS).containsKey(event);

    var done = session.on(EVENTS.get(event), START);

    assertThat(session.state().getClass().getSimpleName()).isEqualTo(to);
    assertThat(done.stream().map(SessionTransitionsTest::describe).toList())
        .isEqualTo(effects == null ? List.of() : List.of(effects.split("; ")));
  }

  @Test
  void startsWithTheGraceForTheFirstMessage() {
    assertThat(newSession().opened(START))
        .containsExactly(
            new Effect.Arm(Timer.INITIATION, TIMING.initiationGrace()),
            new Effect.Arm(Timer.CLIENT_CHECK, TIMING.clientSilence()));
  }

  @Test
  void opensWithWhatTheHandshakeAndTheFirstMessageSaid() {
    var told =
        sessionIn("AwaitingInitiation").on(EVENTS.get("initiation"), START).stream()
            .filter(Effect.Tell.class::isInstance)
            .map(effect -> ((Effect.Tell) effect).input())
            .findFirst();

    assertThat(told)
        .contains(
            new EdgeInput.Opened(
                "agent_1",
                "public",
                Optional.of("react_sdk"),
                Optional.of("1.2"),
                Initiation.bare(),
                42));
  }

  @ParameterizedTest(name = "agent writes {0}, client asks for {1}: chat {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "false | {} | false",
        "true | {} | true",
        "false | {\"text_only\":true} | true",
        "true | {\"text_only\":false} | false",
        "true | {\"text_only\":null} | true"
      })
  void isAChatByItsAgentOrByWhatItsClientAsksFor(boolean agent, String wish, boolean chat) {
    var override = "{\"conversation_config_override\":{\"conversation\":" + wish + "}}";
    var initiation = Json.read(override, Initiation.class);

    assertThat(caller(agent, false).isTextOnly(initiation)).isEqualTo(chat);
  }

  @Test
  void tellsTheOwnerOfABurstButNeverOfAChat() {
    var session = new Session("conv_1", caller(false, true), TIMING);
    assertThat(opened(session, "initiation").burst()).isTrue();
    session = new Session("conv_1", caller(false, true), TIMING);
    assertThat(opened(session, "chat").burst()).isFalse();
  }

  private static EdgeInput.Opened opened(Session session, String event) {
    return session.on(EVENTS.get(event), START).stream()
        .filter(Effect.Tell.class::isInstance)
        .map(effect -> (EdgeInput.Opened) ((Effect.Tell) effect).input())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void endsACallWhoseClientWasSilentTooLong() {
    var session = sessionIn("Live");
    long late = START + TIMING.clientSilence().toMillis();

    assertThat(session.on(EVENTS.get("client check"), late - 1))
        .containsExactly(new Effect.Arm(Timer.CLIENT_CHECK, Duration.ofMillis(1)));
    assertThat(describe(session.on(EVENTS.get("client check"), late)))
        .containsExactly("tell Closed", "close 1008", "arm CLOSED");
  }

  @Test
  void countsAnyFrameAsASignOfLife() {
    for (var frame : List.of("audio", "pong", "unknown", "binary", "feedback")) {
      var session = sessionIn("Live");
      long middle = START + TIMING.clientSilence().toMillis() / 2;
      var _ = session.on(EVENTS.get(frame), middle);

      var done = session.on(EVENTS.get("client check"), START + TIMING.clientSilence().toMillis());

      assertThat(describe(done)).as(frame).containsExactly("arm CLIENT_CHECK");
    }
  }

  @Test
  void endsACallWhoseOwnerIsGone() {
    var session = sessionIn("Live");
    long late = START + TIMING.ownerPatience().toMillis();
    var _ = session.on(EVENTS.get("owner alive"), START + 5);

    assertThat(session.on(EVENTS.get("owner check"), late))
        .containsExactly(new Effect.Arm(Timer.OWNER_CHECK, Duration.ofMillis(5)));
    assertThat(describe(session.on(EVENTS.get("owner check"), late + 5)))
        .containsExactly("send Failure", "tell Closed", "close 1011", "arm CLOSED");
    assertThat(session.state()).isEqualTo(new State.Closing(Ending.LOST));
  }

  @Test
  void sendsNoSpeechOfAnInterruptedTurnEverAgain() {
    var session = sessionIn("Live");
    var _ = session.on(owner(new EdgeOutput.Interruption(5, "user")), START);

    assertThat(describe(session.on(speech(4), START))).containsExactly("ignored stale_audio");
    assertThat(describe(session.on(speech(5), START))).containsExactly("ignored stale_audio");
    assertThat(describe(session.on(speech(6), START))).containsExactly("send Audio");

    var _ = session.on(owner(new EdgeOutput.Interruption(2, "late")), START);
    assertThat(describe(session.on(speech(5), START))).containsExactly("ignored stale_audio");
  }

  private static Session newSession() {
    return new Session("conv_1", caller(false, false), TIMING);
  }

  private static Caller caller(boolean textOnly, boolean burst) {
    return new Caller(
        "agent_1",
        "default",
        "public",
        Optional.of("react_sdk"),
        Optional.of("1.2"),
        42,
        textOnly,
        burst);
  }

  private static Session sessionIn(String state) {
    var session = newSession();
    var _ = session.opened(START);
    var way =
        switch (state) {
          case "AwaitingInitiation" -> List.<String>of();
          case "Opening" -> List.of("initiation");
          case "Settling" -> List.of("initiation", "started");
          case "Live" -> List.of("initiation", "started", "settled");
          case "Closing" -> List.of("initiation", "started", "ended");
          case "Closed" -> List.of("initiation", "hung up");
          default -> throw new IllegalArgumentException(state);
        };
    way.forEach(
        event -> {
          var _ = session.on(EVENTS.get(event), START);
        });
    return session;
  }

  private static List<String> describe(List<Effect> effects) {
    return effects.stream().map(SessionTransitionsTest::describe).toList();
  }

  private static String describe(Effect effect) {
    return switch (effect) {
      case Effect.Send(ServerMessage.Relayed(var output)) ->
          "send " + output.getClass().getSimpleName();
      case Effect.Send(var message) -> "send " + message.getClass().getSimpleName();
      case Effect.Begin(boolean textOnly) -> textOnly ? "begin chat" : "begin";
      case Effect.StartRecording(var user, var agent) ->
          "record " + user.wireName() + " " + agent.wireName();
      case Effect.Tell(var input) -> "tell " + input.getClass().getSimpleName();
      case Effect.Close(var ending) -> "close " + ending.code();
      case Effect.Arm(var timer, var _) -> "arm " + timer;
      case Effect.Ignored(var what) -> "ignored " + what;
      case Effect.DropAudio(int upTo) -> "drop audio " + upTo;
      case Effect.Hold _ -> "hold";
      case Effect.Release _ -> "release";
      case Effect.Discard _ -> "discard";
      case Effect.Cut _ -> "cut";
      case Effect.RoundTripMeasured _ -> "round trip";
    };
  }

  private static ClientMessage initiation() {
    return new ClientMessage.Initiate(Initiation.bare(), Optional.of("js_sdk"), Optional.of("9.9"));
  }

  private static ClientMessage chat() {
    var textOnly =
        Json.read(
            """
            {"conversation_config_override":{"conversation":{"text_only":true}}}""",
            Initiation.class);
    return new ClientMessage.Initiate(textOnly, Optional.empty(), Optional.empty());
  }

  private static Event speech(int eventId) {
    return owner(new EdgeOutput.Audio(eventId, new byte[2], Alignment.none()));
  }

  private static Event owner(EdgeOutput output) {
    return new Event.FromOwner(output);
  }

  private static Map.Entry<String, Event> client(String name, ClientMessage message) {
    return Map.entry(name, new Event.FromClient(message));
  }

  private static Map.Entry<String, Event> owner(String name, EdgeOutput output) {
    return Map.entry(name, owner(output));
  }

  private static Map.Entry<String, Event> due(String name, Timer timer) {
    return Map.entry(name, new Event.Due(timer));
  }
}
