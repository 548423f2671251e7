package io.colloquy.gateway.call;

import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.recording.RecordedPart;
import io.colloquy.edge.HeldCall;
import io.colloquy.edge.Owner;
import io.colloquy.gateway.session.Effect;
import io.colloquy.gateway.session.Ending;
import io.colloquy.gateway.session.Event;
import io.colloquy.gateway.session.ServerMessage;
import io.colloquy.gateway.session.Session;
import io.colloquy.gateway.session.State;
import io.colloquy.gateway.session.Timer;
import io.colloquy.gateway.wire.ClientMessages;
import io.colloquy.gateway.wire.Renderer;
import io.colloquy.media.recording.CallRecorder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Carries out what a {@link Session} decides: reads and renders frames, keeps the queue to the
 * client, the timers, and the count of what was told to the owner.
 *
 * <p>Confined to one thread. {@link #fromOwner} and {@link #evict} may be called from any other:
 * they hop over.
 */
public final class Call implements HeldCall {

  /**
   * What a call works with.
   *
   * @param tape takes what is to be heard again later; must not block
   */
  public record Surroundings(
      Line line,
      Owner owner,
      Seat seat,
      Scheduler scheduler,
      Executor thread,
      Witness witness,
      Consumer<RecordedPart> tape) {}

  private final Session session;
  private final EdgeAddress address;
  private final Surroundings around;
  private final Outbox outbox;
  private final Runnable whenClosed;
  private final Map<Timer, Scheduler.Pending> timers = new EnumMap<>(Timer.class);
  private Optional<CallRecorder> recorder = Optional.empty();
  private long sequence;

  /**
   * @param address where this edge listens
   * @param whenClosed run once, when nothing can happen on this call any more
   */
  public Call(
      Session session,
      EdgeAddress address,
      Outbox.Limits limits,
      Surroundings around,
      Runnable whenClosed) {
    this.session = session;
    this.address = address;
    this.around = around;
    this.outbox = new Outbox(around.line(), limits, around.witness());
    this.whenClosed = whenClosed;
  }

  @Override
  public String conversationId() {
    return session.conversationId();
  }

  /** The socket is open. */
  public void begin() {
    perform(session.opened(now()));
  }

  /** A text frame arrived. */
  public void received(String frame) {
    around.witness().frameIn(frame.length());
    on(new Event.FromClient(ClientMessages.read(frame)));
  }

  /** Something arrived that is no message. */
  public void signOfLife(String what) {
    on(new Event.SignOfLife(what));
  }

  /** The client broke a rule below the level of messages. */
  public void violated(Ending ending) {
    on(new Event.Violated(ending));
  }

  /** The socket is gone. */
  public void hungUp(String reason) {
    on(new Event.HungUp(reason));
  }

  @Override
  public void fromOwner(EdgeOutput output) {
    around.thread().execute(() -> on(new Event.FromOwner(output)));
  }

  public void evict(Ending ending) {
    around.thread().execute(() -> on(new Event.Evicted(ending)));
  }

  private void on(Event event) {
    boolean before = session.state() instanceof State.Closed;
    var effects = session.on(event, now());
    if (session.state().isOver()) {
      // Before the client hears of it, who may be back at once.
      around.seat().leave();
    }
    perform(effects);
    if (!before && session.state() instanceof State.Closed) {
      timers.values().forEach(Scheduler.Pending::cancel);
      timers.clear();
      recorder.ifPresent(r -> r.close(now()));
      whenClosed.run();
    }
  }

  private void perform(List<Effect> effects) {
    for (var effect : effects) {
      perform(effect);
    }
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.Send(var message) -> send(message);
      case Effect.Hold _ -> outbox.hold();
      case Effect.Release _ -> outbox.release();
      case Effect.DropAudio(int upTo) -> outbox.dropSpeech(upTo);
      case Effect.Discard _ -> outbox.discard();
      case Effect.Begin(boolean textOnly) -> around.seat().begin(textOnly, this::evict);
      case Effect.StartRecording(var user, var agent) -> record(user, agent);
      case Effect.Tell(var input) -> tell(input);
      case Effect.Close(var ending) -> {
        around.witness().closing(ending);
        outbox.close(ending);
      }
      case Effect.Cut _ -> around.line().cut();
      case Effect.Arm(var timer, var delay) ->
          timers.put(timer, around.scheduler().after(delay, () -> on(new Event.Due(timer))));
      case Effect.Ignored(var what) -> around.witness().ignored(what);
      case Effect.RoundTripMeasured(var duration) -> around.witness().roundTrip(duration);
    }
  }

  private void send(ServerMessage message) {
    var frame = Renderer.forSource(session.source()).render(message);
    if (!outbox.offer(kind(message), frame, () -> recorder.ifPresent(r -> note(r, message)))) {
      // Not within the effects of another event.
      around.thread().execute(() -> on(new Event.Overrun()));
    }
  }

  private static Outbox.Kind kind(ServerMessage message) {
    return switch (message) {
      case ServerMessage.Relayed(EdgeOutput.Audio audio) -> new Outbox.Kind.Speech(audio.eventId());
      case ServerMessage.Relayed(EdgeOutput.VadScore _) -> new Outbox.Kind.Fleeting();
      case ServerMessage.Relayed(EdgeOutput.TentativeUserTranscript _) ->
          new Outbox.Kind.Fleeting();
      default -> new Outbox.Kind.Vital();
    };
  }

  private void record(AudioFormat user, AudioFormat agent) {
    recorder = Optional.of(new CallRecorder(conversationId(), user, agent, now(), around.tape()));
  }

  /** A message leaves for the client, who hears of it now. */
  private void note(CallRecorder recorder, ServerMessage leaving) {
    switch (leaving) {
      case ServerMessage.Relayed(EdgeOutput.Audio audio) ->
          recorder.sent(now(), audio.eventId(), audio.samples());
      case ServerMessage.Relayed(EdgeOutput.Interruption cut) ->
          recorder.interrupted(now(), cut.eventId());
      case ServerMessage.Relayed(EdgeOutput.UserTranscript words) ->
          recorder.understood(now(), words.eventId());
      default -> {}
    }
  }

  private void note(EdgeInput input) {
    if (input instanceof EdgeInput.Audio(byte[] samples)) {
      recorder.ifPresent(r -> r.heard(now(), samples));
    } else {
      // The signs of life that the owner gets come also when nobody speaks.
      recorder.ifPresent(r -> r.tick(now()));
    }
  }

  private void tell(EdgeInput input) {
    note(input);
    var message = new FromEdge(conversationId(), address, sequence++, input);
    around.owner().tell(message, why -> around.thread().execute(() -> on(refused(why))));
  }

  private static Event refused(Owner.Refusal why) {
    return switch (why) {
      case UNREACHABLE -> new Event.OwnerUnreachable();
      case TOO_LARGE -> new Event.Violated(Ending.OVERSIZED);
    };
  }

  private long now() {
    return around.scheduler().nowMs();
  }
}
