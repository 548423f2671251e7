package io.colloquy.gateway.session;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One client's conversation as the gateway sees it: decides what each frame, each message of the
 * owner and each timer means, and says what is to be done. It knows no socket, no broker and no
 * clock.
 *
 * <pre>
 *            opened
 *              │
 *              ▼
 *   ┌─ AwaitingInitiation ─┐  grace over, wrong first message
 *   │          │ initiation└──────────────────────────────────┐
 *   │          ▼                                              │
 *   │       Opening ─────── no start in time, ended ─────────┤
 *   │          │ started: metadata goes out                   │
 *   │          ▼                                              │
 *   │       Settling ────── ended ────────────────────────────┤
 *   │          │ gap over: queue released, first ping         │
 *   │          ▼                                              ▼
 *   │        Live ───────── ended, owner lost ───────────▶ Closing
 *   │          │                                              │ socket gone,
 *   │          │                                              │ or patience over
 *   └──────────┴──── socket gone ───────▶ Closed ◀────────────┘
 * </pre>
 *
 * <p>From each state before Closing, these lead to Closing as well: an unreadable or oversized
 * message, a silent client, a client that reads too slowly, an owner that cannot be reached, and
 * eviction. Whenever the owner held the conversation and did not end it itself, it is told.
 *
 * <p>Not thread-safe: one thread at a time, events in order.
 */
public final class Session {

  private final String conversationId;
  private final Caller caller;
  private final Timing timing;
  private final RoundTrip roundTrip = new RoundTrip();

  private State state = new State.AwaitingInitiation();
  private Optional<String> source;
  private AudioFormat agentOutput = AudioFormat.PCM_16000;
  private int interruptedUpTo = Integer.MIN_VALUE;
  private long lastFromClientMs;
  private long lastFromOwnerMs;

  private long nowMs;
  private List<Effect> effects = List.of();

  public Session(String conversationId, Caller caller, Timing timing) {
    this.conversationId = conversationId;
    this.caller = caller;
    this.timing = timing;
    this.source = caller.source();
  }

  public String conversationId() {
    return conversationId;
  }

  public State state() {
    return state;
  }

  /** The client library, from the URL or from its first message. */
  public Optional<String> source() {
    return source;
  }

  /** The socket is open. Called once, before any event. */
  public List<Effect> opened(long nowMs) {
    lastFromClientMs = nowMs;
    return List.of(
        new Effect.Arm(Timer.INITIATION, timing.initiationGrace()),
        new Effect.Arm(Timer.CLIENT_CHECK, timing.clientSilence()));
  }

  /**
   * @param nowMs milliseconds on a clock that only goes forward
   * @return what is to be done, in this order
   */
  public List<Effect> on(Event event, long nowMs) {
    this.nowMs = nowMs;
    effects = new ArrayList<>(2);
    switch (state) {
      case State.Closed _ -> {}
      case State.Closing _ -> whileClosing(event);
      default -> whileOpen(event);
    }
    return effects;
  }

  private void whileClosing(Event event) {
    switch (event) {
      case Event.HungUp _ -> state = new State.Closed();
      case Event.Due(var timer) when timer == Timer.CLOSED -> {
        add(new Effect.Cut());
        state = new State.Closed();
      }
      // The gap after the metadata holds even when the end is near.
      case Event.Due(var timer) when timer == Timer.SETTLED -> add(new Effect.Release());
      case Event.Overrun _ -> add(new Effect.Discard());
      default -> {}
    }
  }

  private void whileOpen(Event event) {
    switch (event) {
      case Event.FromClient(var message) -> {
        lastFromClientMs = nowMs;
        fromClient(message);
      }
      case Event.SignOfLife(var what) -> {
        lastFromClientMs = nowMs;
        ignore(what);
      }
      case Event.FromOwner(var output) -> {
        lastFromOwnerMs = nowMs;
        fromOwner(output);
      }
      case Event.Due(var timer) -> due(timer);
      case Event.OwnerUnreachable _ -> fail("The agent cannot be reached.", Ending.UNREACHABLE);
      case Event.Violated(var ending) -> end(ending);
      case Event.Overrun _ -> {
        add(new Effect.Discard());
        end(Ending.SLOW_CLIENT);
      }
      case Event.Evicted(var ending) -> end(ending);
      case Event.HungUp(var reason) -> {
        tellClosed(reason);
        state = new State.Closed();
      }
    }
  }

  private void fromClient(ClientMessage message) {
    switch (message) {
      case ClientMessage.Unreadable(var reason) -> end(Ending.unreadable(reason));
      case ClientMessage.Meaningless(var what) -> ignore(what);
      case ClientMessage.Pong(int eventId) ->
          roundTrip
              .answered(eventId, nowMs)
              .ifPresent(took -> add(new Effect.RoundTripMeasured(took)));
      case ClientMessage talk when state instanceof State.AwaitingInitiation -> first(talk);
      case ClientMessage talk -> later(talk);
    }
  }

  private void first(ClientMessage message) {
    switch (message) {
      case ClientMessage.Initiate initiate -> initiate(initiate);
      case ClientMessage.Audio _ -> ignore("early_audio");
      case ClientMessage.UserActivity _ -> ignore("early_user_activity");
      default -> end(Ending.WRONG_FIRST_MESSAGE);
    }
  }

  private void initiate(ClientMessage.Initiate first) {
    source = caller.source().or(first::source);
    var version = caller.source().isPresent() ? caller.sourceVersion() : first.sourceVersion();
    boolean textOnly = caller.isTextOnly(first.initiation());
    add(new Effect.Begin(textOnly));
    tell(
        new EdgeInput.Opened(
            caller.agentId(),
            caller.authorizationMethod(),
            source,
            version,
            first.initiation(),
            caller.arrivedAtMs(),
            // Chats have a pool of their own, in which nothing is beyond the ordinary.
            caller.burst() && !textOnly,
            Optional.empty()));
    arm(Timer.START, timing.startPatience());
    arm(Timer.ALIVE, timing.aliveInterval());
    state = new State.Opening();
  }

  private void later(ClientMessage message) {
    switch (message) {
      case ClientMessage.Audio(var samples) -> tell(new EdgeInput.Audio(samples));
      case ClientMessage.UserMessage(var text, var fileIds) ->
          tell(new EdgeInput.UserMessage(text, fileIds));
      case ClientMessage.UserActivity _ -> tell(new EdgeInput.UserActivity());
      case ClientMessage.ContextualUpdate(var text, var id) ->
          tell(new EdgeInput.ContextualUpdate(text, id));
      case ClientMessage.ToolResult(var id, var result, boolean isError) ->
          tell(new EdgeInput.ToolAnswered(id, result, isError));
      case ClientMessage.ToolApproval(var id, boolean isApproved) ->
          tell(new EdgeInput.ToolJudged(id, isApproved));
      case ClientMessage.Unserved(var type) -> ignore(type);
      default -> ignore("repeated_initiation");
    }
  }

  private void fromOwner(EdgeOutput output) {
    switch (output) {
      case EdgeOutput.Alive _ -> {}
      case EdgeOutput.Ended ended -> close(Ending.of(ended));
      case EdgeOutput.Started started when state instanceof State.Opening -> settle(started);
      case EdgeOutput.Started _ -> ignore("repeated_start");
      case EdgeOutput talk when state instanceof State.Settling || state instanceof State.Live ->
          relay(talk);
      case EdgeOutput _ -> ignore("early_output");
    }
  }

  private void settle(EdgeOutput.Started started) {
    agentOutput = started.agentOutput();
    if (started.recorded()) {
      add(new Effect.StartRecording(started.userInput(), started.agentOutput()));
    }
    send(new ServerMessage.Metadata(conversationId, started.agentOutput(), started.userInput()));
    add(new Effect.Hold());
    arm(Timer.SETTLED, timing.settleGap());
    arm(Timer.OWNER_CHECK, timing.ownerPatience());
    state = new State.Settling();
  }

  private void relay(EdgeOutput output) {
    switch (output) {
      case EdgeOutput.Audio audio when audio.eventId() <= interruptedUpTo -> ignore("stale_audio");
      case EdgeOutput.Audio audio ->
          AudioPieces.of(audio, agentOutput).forEach(p -> send(new ServerMessage.Relayed(p)));
      case EdgeOutput.Interruption interruption -> {
        interruptedUpTo = Math.max(interruptedUpTo, interruption.eventId());
        add(new Effect.DropAudio(interruptedUpTo));
        send(new ServerMessage.Relayed(interruption));
      }
      default -> send(new ServerMessage.Relayed(output));
    }
  }

  private void due(Timer timer) {
    switch (timer) {
      case INITIATION -> {
        if (state instanceof State.AwaitingInitiation) {
          end(Ending.NO_INITIATION);
        }
      }
      case START -> {
        if (state instanceof State.Opening) {
          end(Ending.NO_ANSWER);
        }
      }
      case SETTLED -> {
        add(new Effect.Release());
        state = new State.Live();
        ping();
      }
      case PING -> ping();
      case ALIVE -> {
        tell(new EdgeInput.Alive());
        arm(Timer.ALIVE, timing.aliveInterval());
      }
      case OWNER_CHECK -> checkOwner();
      case CLIENT_CHECK -> checkClient();
      case CLOSED -> {}
    }
  }

  private void ping() {
    send(roundTrip.next(nowMs));
    arm(Timer.PING, timing.pingInterval());
  }

  private void checkOwner() {
    var left = left(timing.ownerPatience(), lastFromOwnerMs);
    if (left.isPositive()) {
      arm(Timer.OWNER_CHECK, left);
    } else {
      fail("The conversation was lost.", Ending.LOST);
    }
  }

  private void checkClient() {
    var left = left(timing.clientSilence(), lastFromClientMs);
    if (left.isPositive()) {
      arm(Timer.CLIENT_CHECK, left);
    } else {
      end(Ending.SILENT_CLIENT);
    }
  }

  private Duration left(Duration patience, long sinceMs) {
    return patience.minusMillis(nowMs - sinceMs);
  }

  /** Says what went wrong, where a client may hear it already, and ends. */
  private void fail(String message, Ending ending) {
    if (state instanceof State.Settling || state instanceof State.Live) {
      send(
          new ServerMessage.Relayed(
              new EdgeOutput.Failure(ending.code(), "websocket_disconnect", message)));
    }
    end(ending);
  }

  private void end(Ending ending) {
    tellClosed(ending.reason());
    close(ending);
  }

  private void close(Ending ending) {
    add(new Effect.Close(ending));
    arm(Timer.CLOSED, timing.closePatience());
    state = new State.Closing(ending);
  }

  private void tellClosed(String reason) {
    if (state.isHeldByOwner()) {
      tell(new EdgeInput.Closed(reason));
    }
  }

  private void send(ServerMessage message) {
    add(new Effect.Send(message));
  }

  private void tell(EdgeInput input) {
    add(new Effect.Tell(input));
  }

  private void arm(Timer timer, Duration delay) {
    add(new Effect.Arm(timer, delay));
  }

  private void ignore(String what) {
    add(new Effect.Ignored(what));
  }

  private void add(Effect effect) {
    effects.add(effect);
  }
}
