package io.colloquy.conversation.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.bus.trace.Trace;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.edge.FromEdge;
import io.colloquy.contracts.edge.Liveness;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.llm.LlmDelta;
import io.colloquy.contracts.llm.SentFile;
import io.colloquy.contracts.speech.SpeechProgress;
import io.colloquy.conversation.prompt.Variables;
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

  /** How often agents may hand the user on who says nothing in between. */
  private static final int MOST_HAND_OVERS = 5;

  private static final long LONGEST_DELAY_MS = 30_000;

  private final String id;
  private final int partition;
  private final EdgeAddress edge;
  private final Surroundings surroundings;
  private final Mailbox mailbox;
  private final Runnable onOver;
  private final Roster roster;
  private final LookUps lookUps;
  private final ToolDesk desk;
  private final TurnTraces traces;
  private final Used used = new Used();
  private final Map<Alarm, Timers.Pending> alarms = new EnumMap<>(Alarm.class);
  private Optional<Successor> successor = Optional.empty();
  private int handOvers;
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
    this.roster = new Roster(id, surroundings);
    this.desk = new ToolDesk(new DeskCall(), new SystemTools(new Reach()), surroundings, mailbox);
    this.lookUps = new LookUps(surroundings, mailbox);
    this.traces = new TurnTraces(surroundings.traces(), id, surroundings.clock());
    this.onOver = onOver;
    this.lastWordFromEdge = now();
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
            case LlmDelta.Finished f -> {
              used.count(f.generationId(), f.usage());
              happen(new Event.AnswerFinished(f.generationId()));
            }
            case LlmDelta.Failed f -> {
              used.count(f.generationId(), f.usage());
              happen(new Event.AnswerFailed(f.generationId(), f.errorType(), f.message()));
            }
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
          used.goOnFrom(snapshot.used());
          switch (roster.restored(snapshot)) {
            case Roster.Outcome.Refused(String reason) -> refuse(reason);
            case Roster.Outcome.Ready(ActingAgent agent) -> {
              start(snapshot.opened(), agent, snapshot.startedAtMs(), snapshot.turns());
              tell(new EdgeOutput.Alive());
              happen(new Event.Resume());
            }
          }
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
          var silence = now() - lastWordFromEdge;
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
    lastWordFromEdge = now();
    switch (message.input()) {
      case EdgeInput.Opened opened -> open(opened);
      case EdgeInput.Audio(byte[] samples) ->
          session.filter(s -> !s.isTextOnly()).ifPresent(s -> s.intake().hear(samples));
      case EdgeInput.UserMessage(String text, List<String> fileIds) -> typed(text, fileIds);
      case EdgeInput.ContextualUpdate(String text, Optional<String> contextId) ->
          happen(new Event.ContextArrived(text, contextId));
      case EdgeInput.UserActivity activity -> happen(new Event.UserActive());
      case EdgeInput.ToolAnswered answer -> desk.clientAnswered(answer);
      case EdgeInput.NumberReached reached -> desk.numberReached(reached);
      case EdgeInput.ToolJudged judgement -> desk.userJudged(judgement);
      case EdgeInput.Alive alive -> {}
      case EdgeInput.Closed(String reason) -> hangUp(reason);
    }
  }

  private void typed(String text, List<String> fileIds) {
    handOvers = 0;
    var files = session.isPresent() ? surroundings.files().sent(id, fileIds) : List.<SentFile>of();
    if (files.size() < fileIds.size()) {
      tell(
          new EdgeOutput.Failure(
              POLICY_VIOLATION, "invalid_message", "A file of the message is not there."));
    }
    if (!text.isBlank()) {
      noticeLanguage(text, Optional.empty());
    }
    if (!text.isBlank() || !files.isEmpty()) {
      happen(new Event.UserTyped(text, files));
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
    switch (roster.first(opened)) {
      case Roster.Outcome.Refused(String reason) -> refuse(reason);
      case Roster.Outcome.Ready(ActingAgent agent) -> begin(opened, agent);
    }
  }

  private void refuse(String reason) {
    tell(new EdgeOutput.Ended(POLICY_VIOLATION, CloseReason.fit(reason)));
    over = true;
    onOver.run();
  }

  private void begin(EdgeInput.Opened opened, ActingAgent agent) {
    var begun = start(opened, agent, now(), TurnMemory.blank());
    boolean recorded = roster.recordsVoice(opened) && !begun.isTextOnly();
    surroundings.files().opened(id, opened.agentId(), agent.config());
    tell(
        new EdgeOutput.Started(
            agent.config().tts().agentOutputAudioFormat(),
            agent.config().asr().userInputAudioFormat(),
            recorded));
    surroundings.outlets().publish(begun.started(recorded));
    surroundings.metrics().started();
    tellServers(agent);
    happen(new Event.Begin(begun.requests().firstMessage(begun.systemVariables(now()))));
  }

  private void tellServers(ActingAgent agent) {
    if (!agent.toolbox().servers().isEmpty()) {
      tell(new EdgeOutput.McpServers(agent.toolbox().servers()));
    }
  }

  private Session start(
      EdgeInput.Opened opened, ActingAgent agent, long startedAtMs, TurnMemory turns) {
    var elapsed = Duration.ofMillis(now() - startedAtMs);
    var begun =
        new Session(
            id,
            partition,
            edge,
            opened,
            agent,
            startedAtMs,
            new Requests(id, edge, agent),
            new TurnMachine(
                surroundings.settings().policy(agent, elapsed), surroundings.clock(), turns),
            new AudioIntake(
                surroundings.hearing(), ear(agent), surroundings.metrics()::audioDropped));
    session = Optional.of(begun);
    var languages = agent.toolbox().languages();
    if (!languages.isEmpty()) {
      surroundings.hearing().execute(() -> makeReadyToDetect(languages));
    }
    return begun;
  }

  private Supplier<AudioIntake.Ear> ear(ActingAgent agent) {
    var config = agent.config();
    var speaker =
        new Speaker(
            config.agent().language(),
            agent.toolbox().languages(),
            config.asr().keywords(),
            config.asr().userInputAudioFormat());
    var patience = surroundings.settings().endOfTurn(config);
    return () ->
        surroundings.ears().open(speaker, patience, heard -> mailbox.execute(() -> heard(heard)));
  }

  // Who speaks, and in which language

  /** Follows the user into another of the agent's languages, if the agent is to do so. */
  private void noticeLanguage(String text, Optional<String> heard) {
    session
        .map(s -> s.agent().toolbox().languages())
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
    var changed = roster.in(language, s.agent(), s.opened());
    changed.ifPresent(agent -> goOnWith(s, agent));
    return changed.isPresent();
  }

  private void goOnWith(Session s, ActingAgent agent) {
    var elapsed = Duration.ofMillis(now() - s.startedAtMs());
    s.machine().follow(surroundings.settings().policy(agent, elapsed));
    s.intake().listenWith(ear(agent));
    session = Optional.of(s.goingOnWith(agent));
  }

  /**
   * Another agent that is to take over.
   *
   * @param firstMessage whether it greets
   * @param notBefore epoch milliseconds
   */
  private record Successor(ActingAgent agent, boolean firstMessage, long notBefore) {}

  private Optional<String> prepareHandOver(JsonNode rule) {
    var s = session.orElseThrow();
    if (++handOvers > MOST_HAND_OVERS) {
      return Optional.of("The conversation went from agent to agent too often already.");
    }
    return switch (roster.successor(rule.path("agent_id").asText(), s.agent(), s.opened())) {
      case Roster.Outcome.Refused(String reason) -> Optional.of(reason);
      case Roster.Outcome.Ready(ActingAgent agent) -> {
        boolean greets = rule.path("enable_transferred_agent_first_message").asBoolean(false);
        long delayMs = Math.clamp(rule.path("delay_ms").asLong(0), 0, LONGEST_DELAY_MS);
        successor = Optional.of(new Successor(agent, greets, now() + delayMs));
        yield Optional.empty();
      }
    };
  }

  /** The last words of the agent were heard. */
  private void handOver() {
    successor.ifPresent(
        next -> {
          long delayMs = next.notBefore() - now();
          if (delayMs <= 0) {
            mailbox.execute(() -> takeOver(next));
          } else {
            surroundings
                .timers()
                .after(Duration.ofMillis(delayMs), () -> mailbox.execute(() -> takeOver(next)));
          }
        });
  }

  private void takeOver(Successor next) {
    if (over || !successor.equals(Optional.of(next))) {
      return;
    }
    successor = Optional.empty();
    var s = session.orElseThrow();
    goOnWith(s, next.agent().with(variablesOf(next.agent(), s)));
    tellServers(next.agent());
    var now = session.orElseThrow();
    var greeting =
        next.firstMessage() ? now.requests().firstMessage(now.systemVariables(now())) : "";
    happen(new Event.TookOver(greeting));
  }

  /** What tools have set since the successor was made ready counts too. */
  private static Variables variablesOf(ActingAgent next, Session s) {
    return Variables.of(
        next.config().agent(),
        s.opened().initiation().dynamicVariables(),
        s.agent().variables().assigned());
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
        handOvers = text.isBlank() ? handOvers : 0;
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
        s -> {
          s.machine().on(event).forEach(effect -> carryOut(session.orElse(s), effect));
          traces.settled();
        });
  }

  private void carryOut(Session s, Effect effect) {
    var outlets = surroundings.outlets();
    traces.about(effect, s.agent().agentId());
    switch (effect) {
      case Effect.Tell(EdgeOutput output) -> tell(output);
      case Effect.Generate generate ->
          lookUps.before(generate, s.agent().knowledge(), found -> ask(generate, found));
      case Effect.UseTools wanted -> mailbox.execute(() -> useTools(wanted));
      case Effect.HandOver handOver -> handOver();
      case Effect.CancelGeneration(String generationId) -> {
        lookUps.cancel(generationId);
        outlets.toModel(s.requests().cancel(generationId), Trace.NONE);
      }
      case Effect.Speak speak -> outlets.toVoice(s.requests().speak(speak, now()), traces.place());
      case Effect.Hush(int eventId) -> outlets.toVoice(s.requests().hush(eventId), Trace.NONE);
      case Effect.Publish(SpokenTurn turn) ->
          outlets.publish(
              s.transcript(turn, lookUps.of(turn.generation()), used.of(turn.generations())));
      case Effect.Checkpoint checkpoint -> outlets.keep(s.snapshot(used.total(), lastSequence));
      case Effect.Arm(Alarm alarm, long delayMs) -> arm(alarm, delayMs);
      case Effect.Disarm(Alarm alarm) -> disarm(alarm);
      case Effect.End end -> end(s, end);
    }
  }

  private void ask(Effect.Generate generate, Optional<String> found) {
    if (!over) {
      var s = session.orElseThrow();
      var request = s.requests().generate(generate, found, s.systemVariables(now()), now());
      surroundings.outlets().toModel(request, traces.place());
    }
  }

  private void useTools(Effect.UseTools wanted) {
    if (!over) {
      desk.use(wanted);
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
    outlets.publish(s.ended(end, used.total(), now()));
    outlets.forget(id);
    surroundings.files().closed(id);
    if (end.termination().equals(SystemTools.ENDED_BY_AGENT)) {
      desk.endOfCall().ifPresent(this::tell);
    }
    outlets.toEdge(edge, id, new EdgeOutput.Ended(end.code(), CloseReason.fit(end.reason())));
    surroundings.metrics().ended();
    free();
    onOver.run();
  }

  private void free() {
    alarms.values().forEach(Timers.Pending::cancel);
    alarms.clear();
    desk.close();
    traces.close();
    session.ifPresent(s -> s.intake().close());
  }

  private long now() {
    return surroundings.clock().millis();
  }

  /** What system tools can do here. */
  private final class Reach implements SystemTools.Reach {
    @Override
    public boolean speak(String language) {
      return Conversation.this.speak(language);
    }

    @Override
    public Optional<String> prepareHandOver(JsonNode rule) {
      return Conversation.this.prepareHandOver(rule);
    }

    @Override
    public void press(String keys) {
      tell(new EdgeOutput.KeysPressed(keys));
    }

    @Override
    public String agentId() {
      return session.orElseThrow().agent().agentId();
    }
  }

  /** What the tools' desk needs of this conversation. */
  private final class DeskCall implements ToolDesk.Call {
    @Override
    public String conversationId() {
      return id;
    }

    @Override
    public ActingAgent agent() {
      return session.orElseThrow().agent();
    }

    @Override
    public void tell(EdgeOutput output) {
      Conversation.this.tell(output);
    }

    @Override
    public boolean canAskForApproval() {
      return session.orElseThrow().config().conversation().sends(ClientEvents.MCP_TOOL_CALL);
    }

    @Override
    public void publish(
        TranscriptTurn.ToolUse use, TranscriptTurn.ToolResult result, long calledAtMs) {
      traces.used(use, result, calledAtMs);
      surroundings.outlets().publish(session.orElseThrow().toolCalled(use, result, calledAtMs));
    }

    @Override
    public Map<String, Object> variables() {
      var s = session.orElseThrow();
      return s.agent().variables().all(s.systemVariables(now()));
    }

    @Override
    public void assign(String variable, String value) {
      session =
          session.map(
              s -> s.goingOnWith(s.agent().with(s.agent().variables().with(variable, value))));
    }

    @Override
    public void happen(Event event) {
      Conversation.this.happen(event);
    }
  }
}
