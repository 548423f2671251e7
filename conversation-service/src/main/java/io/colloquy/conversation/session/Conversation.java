package io.colloquy.conversation.session;

import io.colloquy.contracts.agent.Agent;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.edge.Liveness;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.conversation.prompt.Overrides;
import io.colloquy.conversation.speech.Heard;
import io.colloquy.conversation.speech.Speaker;
import io.colloquy.conversation.turn.Alarm;
import io.colloquy.conversation.turn.Effect;
import io.colloquy.conversation.turn.Event;
import io.colloquy.conversation.turn.SpokenTurn;
import io.colloquy.conversation.turn.TurnMachine;
import io.colloquy.conversation.turn.TurnMemory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One running conversation: it takes what arrives to the turn machine and does what that wants
 * done. All of it runs in the conversation's mailbox, one event at a time.
 */
final class Conversation {

  private static final int POLICY_VIOLATION = 1008;

  private final String id;
  private final int partition;
  private final EdgeAddress edge;
  private final Surroundings surroundings;
  private final Mailbox mailbox;
  private final Runnable onOver;
  private final Map<Alarm, Timers.Pending> alarms = new EnumMap<>(Alarm.class);
  private Optional<Session> session = Optional.empty();
  private long lastSequence = -1;
  private long lastWordFromEdge;
  private boolean over;

  Conversation(
      String id, int partition, EdgeAddress edge, Surroundings surroundings, Runnable onOver) {
    this.id = id;
    this.partition = partition;
    this.edge = edge;
    this.surroundings = surroundings;
    this.mailbox = new Mailbox(surroundings.control());
    this.onOver = onOver;
    this.lastWordFromEdge = surroundings.clock().millis();
  }

  int partition() {
    return partition;
  }

  // Arrivals; each returns at once

  void take(FromEdge message) {
    mailbox.execute(() -> fromEdge(message));
  }

  void take(LlmDelta delta) {
    mailbox.execute(
        () -> {
          switch (delta) {
            case LlmDelta.Text t -> happen(new Event.AnswerText(t.generationId(), t.text()));
            case LlmDelta.ToolCall c -> happen(new Event.AnswerCalls(c.generationId(), c.call()));
            case LlmDelta.Finished f -> happen(new Event.AnswerFinished(f.generationId()));
            case LlmDelta.Failed f ->
                happen(new Event.AnswerFailed(f.generationId(), f.errorType(), f.message()));
          }
        });
  }

  void take(SpeechProgress progress) {
    mailbox.execute(() -> happen(new Event.Voiced(progress)));
  }

  /** Goes on with a conversation whose owner is gone. */
  void restore(Snapshot snapshot) {
    mailbox.execute(
        () -> {
          lastSequence = snapshot.lastSequence();
          start(snapshot.opened(), snapshot.config(), snapshot.startedAtMs(), snapshot.turns());
          tell(new EdgeOutput.Alive());
          happen(new Event.Resume());
        });
  }

  /** Tells the edge that this end is there, and notices when the edge is gone. */
  void beat() {
    mailbox.execute(
        () -> {
          if (over || session.isEmpty()) {
            return;
          }
          tell(new EdgeOutput.Alive());
          var silence = surroundings.clock().millis() - lastWordFromEdge;
          if (silence > Liveness.PATIENCE.toMillis()) {
            happen(new Event.HungUp("Connection to the client was lost"));
          }
        });
  }

  /** Lets go of it without ending it: another owner has it now. */
  void release() {
    mailbox.execute(
        () -> {
          over = true;
          free();
        });
  }

  // From the edge

  private void fromEdge(FromEdge message) {
    if (over || message.sequence() <= lastSequence) {
      return;
    }
    lastSequence = message.sequence();
    lastWordFromEdge = surroundings.clock().millis();
    switch (message.input()) {
      case EdgeInput.Opened opened -> open(opened);
      case EdgeInput.Audio(byte[] samples) ->
          session.filter(s -> !s.isTextOnly()).ifPresent(s -> s.intake().hear(samples));
      case EdgeInput.UserMessage(String text) -> {
        noticeLanguage(text, Optional.empty());
        happen(new Event.UserTyped(text));
      }
      case EdgeInput.ContextualUpdate(String text, Optional<String> contextId) ->
          happen(new Event.ContextArrived(text, contextId));
      case EdgeInput.UserActivity activity -> happen(new Event.UserActive());
      case EdgeInput.Alive alive -> {}
      case EdgeInput.Closed(String reason) -> hangUp(reason);
    }
  }

  private void hangUp(String reason) {
    if (session.isPresent()) {
      happen(new Event.HungUp(reason));
    } else {
      over = true;
      onOver.run();
    }
  }

  private void open(EdgeInput.Opened opened) {
    if (session.isPresent()) {
      return;
    }
    var agent = surroundings.agents().find(opened.agentId());
    if (agent.isEmpty()) {
      refuse("The AI agent you are trying to reach does not exist.");
      return;
    }
    var override = opened.initiation().conversationConfigOverride();
    switch (Overrides.apply(agent.get(), override)) {
      case Overrides.Outcome.Refused(String path) ->
          refuse("Override for field '" + path + "' is not allowed by config.");
      case Overrides.Outcome.Applied(ConversationConfig config) ->
          begin(opened, agent.get(), config);
    }
  }

  private void refuse(String reason) {
    tell(new EdgeOutput.Ended(POLICY_VIOLATION, CloseReason.fit(reason)));
    over = true;
    onOver.run();
  }

  private void begin(EdgeInput.Opened opened, Agent agent, ConversationConfig config) {
    var begun = start(opened, config, surroundings.clock().millis(), TurnMemory.blank());
    tell(
        new EdgeOutput.Started(
            config.tts().agentOutputAudioFormat(), config.asr().userInputAudioFormat()));
    surroundings.outlets().publish(begun.started(agent));
    surroundings.metrics().started();
    happen(new Event.Begin(begun.requests().firstMessage()));
  }

  private Session start(
      EdgeInput.Opened opened, ConversationConfig config, long startedAtMs, TurnMemory turns) {
    var elapsed = Duration.ofMillis(surroundings.clock().millis() - startedAtMs);
    var requests = new Requests(id, edge, config, opened.initiation().dynamicVariables());
    var begun =
        new Session(
            id,
            partition,
            edge,
            opened,
            config,
            startedAtMs,
            requests,
            new TurnMachine(
                surroundings.settings().policy(config, elapsed), surroundings.clock(), turns),
            new AudioIntake(
                surroundings.hearing(),
                ear(config, requests.languages()),
                surroundings.metrics()::audioDropped));
    session = Optional.of(begun);
    if (!requests.languages().isEmpty()) {
      surroundings.hearing().execute(() -> makeReadyToDetect(requests.languages()));
    }
    return begun;
  }

  private Supplier<AudioIntake.Ear> ear(ConversationConfig config, Set<String> languages) {
    var speaker =
        new Speaker(
            config.agent().language(),
            languages,
            config.asr().keywords(),
            config.asr().userInputAudioFormat());
    var patience = surroundings.settings().endOfTurn(config);
    return () ->
        surroundings.ears().open(speaker, patience, heard -> mailbox.execute(() -> heard(heard)));
  }

  // Languages

  /** Follows the user into another of the agent's languages, if the agent is to do so. */
  private void noticeLanguage(String text, Optional<String> heard) {
    session
        .map(s -> s.requests().languages())
        .filter(languages -> !languages.isEmpty())
        .flatMap(languages -> surroundings.languages().detect(text, heard, languages))
        .ifPresent(this::speak);
  }

  /**
   * Goes on in this language: prompt, model, voices and recognition, from the next words on.
   *
   * @return false if the agent does not speak it
   */
  private boolean speak(String language) {
    var s = session.orElseThrow();
    if (language.equals(s.config().agent().language())) {
      return true;
    }
    var override = s.opened().initiation().conversationConfigOverride();
    var agent = surroundings.agents().find(s.opened().agentId());
    if (agent.isPresent()
        && Overrides.in(language, agent.get(), override)
            instanceof Overrides.Outcome.Applied(ConversationConfig config)) {
      goOnWith(s, config);
      return true;
    }
    return false;
  }

  private void goOnWith(Session s, ConversationConfig config) {
    var elapsed = Duration.ofMillis(surroundings.clock().millis() - s.startedAtMs());
    s.machine().follow(surroundings.settings().policy(config, elapsed));
    var requests = new Requests(id, edge, config, s.opened().initiation().dynamicVariables());
    s.intake().listenWith(ear(config, requests.languages()));
    session = Optional.of(s.goingOnWith(config, requests));
  }

  /** The first question loads the models of these languages, which takes seconds. */
  private void makeReadyToDetect(Set<String> languages) {
    var _ = surroundings.languages().detect("one two three", languages);
  }

  // From the ears

  private void heard(Heard heard) {
    switch (heard) {
      case Heard.Score(double score) -> tell(new EdgeOutput.VadScore(score));
      case Heard.SpeechBegan began -> happen(new Event.UserBegan());
      case Heard.Speaking(int speechMs) -> happen(new Event.UserSpeaking(speechMs));
      case Heard.Partial(String text) -> happen(new Event.UserPartial(text));
      case Heard.Paused(String text) -> happen(new Event.UserPaused(text));
      case Heard.Utterance(
              String text,
              int speechMs,
              long finishMicros,
              Optional<String> language) -> {
        noticeLanguage(text, language);
        happen(new Event.UserUtterance(text, speechMs, finishMicros / 1000.0));
      }
      case Heard.Failed(String message) ->
          tell(new EdgeOutput.Failure(1011, "asr_transcription_error", message));
    }
  }

  // Effects

  private void happen(Event event) {
    if (over) {
      return;
    }
    session.ifPresent(
        s -> s.machine().on(event).forEach(effect -> carryOut(session.orElse(s), effect)));
  }

  private void carryOut(Session s, Effect effect) {
    var outlets = surroundings.outlets();
    switch (effect) {
      case Effect.Tell(EdgeOutput output) -> tell(output);
      case Effect.Generate generate ->
          outlets.toModel(s.requests().generate(generate, surroundings.clock().millis()));
      case Effect.UseTools(String generation, List<ToolCall> calls) ->
          mailbox.execute(() -> happen(SystemTools.use(generation, calls, this::speak)));
      case Effect.CancelGeneration(String generationId) ->
          outlets.toModel(s.requests().cancel(generationId));
      case Effect.Speak speak ->
          outlets.toVoice(s.requests().speak(speak, surroundings.clock().millis()));
      case Effect.Hush(int eventId) -> outlets.toVoice(s.requests().hush(eventId));
      case Effect.Publish(SpokenTurn turn) -> outlets.publish(s.transcript(turn));
      case Effect.Checkpoint checkpoint -> outlets.keep(s.snapshot(lastSequence));
      case Effect.Arm(Alarm alarm, long delayMs) -> arm(alarm, delayMs);
      case Effect.Disarm(Alarm alarm) -> disarm(alarm);
      case Effect.End end -> end(s, end);
    }
  }

  /** Sends what the agent's client events hold; what steers the edge itself goes always. */
  private void tell(EdgeOutput output) {
    var events = session.map(s -> s.config().conversation());
    boolean wanted =
        ClientEvents.nameOf(output)
            .map(name -> events.map(e -> e.sends(name)).orElse(true))
            .orElse(true);
    if (wanted) {
      surroundings.outlets().toEdge(edge, id, output);
    }
  }

  private void arm(Alarm alarm, long delayMs) {
    disarm(alarm);
    var armed = new Timers.Pending[1];
    armed[0] =
        surroundings
            .timers()
            .after(Duration.ofMillis(delayMs), () -> mailbox.execute(() -> ring(alarm, armed[0])));
    alarms.put(alarm, armed[0]);
  }

  /** An alarm that was replaced or disarmed while it waited in the mailbox does not ring. */
  private void ring(Alarm alarm, Timers.Pending armed) {
    if (alarms.remove(alarm, armed)) {
      happen(new Event.Rang(alarm));
    }
  }

  private void disarm(Alarm alarm) {
    Optional.ofNullable(alarms.remove(alarm)).ifPresent(Timers.Pending::cancel);
  }

  private void end(Session s, Effect.End end) {
    var outlets = surroundings.outlets();
    over = true;
    outlets.publish(s.ended(end, surroundings.clock().millis()));
    outlets.forget(id);
    outlets.toEdge(edge, id, new EdgeOutput.Ended(end.code(), CloseReason.fit(end.reason())));
    surroundings.metrics().ended();
    free();
    onOver.run();
  }

  private void free() {
    alarms.values().forEach(Timers.Pending::cancel);
    alarms.clear();
    session.ifPresent(s -> s.intake().close());
  }
}
