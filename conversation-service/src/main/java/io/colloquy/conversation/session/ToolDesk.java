package io.colloquy.conversation.session;

import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.contracts.event.TranscriptTurn.VariableUpdate;
import io.colloquy.conversation.tools.Assignments;
import io.colloquy.conversation.tools.ClientParameters;
import io.colloquy.conversation.tools.Offer;
import io.colloquy.conversation.tools.ToolResult;
import io.colloquy.conversation.tools.ToolUse;
import io.colloquy.conversation.tools.ToolUser;
import io.colloquy.conversation.turn.Effect;
import io.colloquy.conversation.turn.Event;
import io.colloquy.conversation.turn.Event.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jboss.logging.Logger;

/**
 * Has the tools used that the model of one conversation asks for: the calls of one step all at
 * once, each until it has its result, a client's tools by the client, others by whoever knows how.
 * Every method runs in the conversation's mailbox.
 *
 * <pre>
 *             ┌─ unknown, malformed ───────────────────────────────────────────┐
 *   call ─────┼─ system ─────────────────────────── done ──────────────────────┤
 *             ├─ client ── asked ── answered, or too late, or need not answer ─┼─▶ result
 *             ├─ webhook ────────── used, failed, or too late ─────────────────┤
 *             └─ mcp ── allowed? ── used, failed, or too late ─────────────────┘
 *                          └────── refused, or nobody has answered ─────────────┘
 * </pre>
 */
final class ToolDesk {

  private static final Logger LOG = Logger.getLogger(ToolDesk.class);

  /** The most of a result that a model gets, in characters. */
  private static final int LONGEST_RESULT = 64 * 1024;

  /** Whoever uses a tool keeps to its time; this long later nobody waits any more. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** How long a number may take to answer. */
  private static final Duration LONGEST_RINGING = Duration.ofSeconds(90);

  private static final String NOBODY = "Nobody has answered there.";

  /** How long a user may think about whether a tool may be used. */
  private static final int APPROVAL_SECS = 300;

  /** What the desk needs of its conversation. */
  interface Call {

    /** The agent that speaks at this moment. */
    ActingAgent agent();

    String conversationId();

    void tell(EdgeOutput output);

    /** True if the client shows its user what it is asked to allow. */
    boolean canAskForApproval();

    /** Tells other systems what came of a tool. */
    void publish(TranscriptTurn.ToolUse use, TranscriptTurn.ToolResult result, long calledAtMs);

    Map<String, Object> variables();

    void assign(String variable, String value);

    void happen(Event event);
  }

  private final Call conversation;
  private final SystemTools systemTools;
  private final Map<String, ToolUser> users;
  private final Surroundings surroundings;
  private final Executor mailbox;
  private final Map<String, ToolInUse> pending = new LinkedHashMap<>();
  private Optional<ToolInUse> lastUse = Optional.empty();

  ToolDesk(
      Call conversation, SystemTools systemTools, Surroundings surroundings, Executor mailbox) {
    this.conversation = conversation;
    this.systemTools = systemTools;
    this.users = surroundings.tools().users();
    this.surroundings = surroundings;
    this.mailbox = mailbox;
  }

  void use(Effect.UseTools wanted) {
    var toolbox = conversation.agent().toolbox();
    List<ToolInUse> step = new ArrayList<>();
    for (var call : wanted.calls()) {
      step.add(new ToolInUse(wanted, step, call, toolbox.find(call.name()), now()));
    }
    step.forEach(use -> pending.put(use.requestId, use));
    List.copyOf(step).forEach(this::begin);
  }

  private void begin(ToolInUse use) {
    if (use.offer.isEmpty()) {
      finish(use, ToolResult.failed("There is no tool of this name."), false);
      return;
    }
    conversation.tell(use.began());
    if (!use.takeArguments()) {
      finish(use, ToolResult.failed("The arguments are not a JSON object."), false);
      return;
    }
    switch (use.type()) {
      case Offer.SYSTEM -> useSystemTool(use);
      case ToolInUse.CLIENT -> askClient(use);
      case ToolInUse.MCP -> askForApproval(use);
      default -> work(use);
    }
  }

  // The client's tools

  private void askClient(ToolInUse use) {
    boolean expected = use.config().path("expects_response").asBoolean(false);
    use.complete(
        ClientParameters.of(use.config(), use.arguments(), conversation.agent().variables()));
    conversation.tell(use.asked(expected));
    if (expected) {
      int secs = use.patienceSecs();
      allow(use, Duration.ofSeconds(secs), "The client gave no result within " + secs + " s.");
    } else {
      finish(use, new ToolResult("Tool Called.", false, use.details()), true);
    }
  }

  /** Results that nobody waits for, or waits for any more, change nothing. */
  void clientAnswered(EdgeInput.ToolAnswered answer) {
    Optional.ofNullable(pending.get(answer.toolCallId()))
        .filter(use -> use.type().equals(ToolInUse.CLIENT) && use.deadline.isPresent())
        .ifPresent(
            use ->
                finish(
                    use, new ToolResult(answer.result(), answer.isError(), use.details()), true));
  }

  private void useSystemTool(ToolInUse use) {
    var offer = use.offer.orElseThrow();
    if (offer.name().equals(SystemTools.TRANSFER_TO_NUMBER)) {
      putThrough(use);
    } else {
      finish(use, systemTools.use(offer, use.arguments()));
    }
  }

  // Putting a caller through

  private void putThrough(ToolInUse use) {
    var destination = SystemTools.destination(use.config(), use.arguments());
    if (destination.isEmpty()) {
      finish(use, SystemTools.notPutThrough("The number is not among those of the agent."));
      return;
    }
    var to = destination.get();
    use.destination = destination;
    if (!to.clientMessage().isBlank()) {
      conversation.happen(new Event.ToolSays(use.generation, to.clientMessage()));
    }
    conversation.tell(
        new EdgeOutput.NumberWanted(use.requestId, to.number(), to.refer(), to.agentMessage()));
    use.deadline =
        Optional.of(
            surroundings
                .timers()
                .after(
                    LONGEST_RINGING,
                    () ->
                        mailbox.execute(
                            () -> reached(use, Optional.empty(), Optional.of(NOBODY)))));
  }

  void numberReached(EdgeInput.NumberReached reached) {
    Optional.ofNullable(pending.get(reached.toolCallId()))
        .filter(use -> use.destination.isPresent())
        .ifPresent(use -> reached(use, reached.conference(), reached.error()));
  }

  private void reached(ToolInUse use, Optional<String> conference, Optional<String> error) {
    if (!use.isOver()) {
      finish(
          use,
          error
              .map(SystemTools::notPutThrough)
              .orElseGet(() -> SystemTools.putThrough(use.destination.orElseThrow(), conference)));
    }
  }

  // The tools of MCP servers

  private void askForApproval(ToolInUse use) {
    if (!use.config().path("requires_approval").asBoolean(true)) {
      work(use);
    } else if (conversation.canAskForApproval()) {
      use.awaitsApproval = true;
      conversation.tell(use.awaitingApproval(APPROVAL_SECS, now()));
      allow(use, Duration.ofSeconds(APPROVAL_SECS), "Nobody has allowed this use of the tool.");
    } else {
      finish(use, ToolResult.failed("Nobody can be asked to allow this use of the tool."), false);
    }
  }

  void userJudged(EdgeInput.ToolJudged judgement) {
    Optional.ofNullable(pending.get(judgement.toolCallId()))
        .filter(use -> use.awaitsApproval)
        .ifPresent(
            use -> {
              use.awaitsApproval = false;
              use.deadline.ifPresent(Timers.Pending::cancel);
              if (judgement.isApproved()) {
                work(use);
              } else {
                finish(use, ToolResult.failed("The user did not allow this use."), false);
              }
            });
  }

  // Whoever else uses tools

  private void work(ToolInUse use) {
    var user = Optional.ofNullable(users.get(use.type()));
    if (user.isEmpty()) {
      finish(use, ToolResult.failed("Tools of this kind cannot be used here."), false);
      return;
    }
    if (use.type().equals(ToolInUse.MCP)) {
      conversation.tell(use.progress(EdgeOutput.McpState.LOADING, now()));
    }
    var agent = conversation.agent();
    var wanted =
        new ToolUse(
            agent.workspace(),
            conversation.conversationId(),
            use.requestId,
            use.config(),
            use.arguments(),
            conversation.variables());
    var work = new FutureTask<>(() -> user.get().use(wanted));
    use.work = Optional.of(work);
    allow(use, Duration.ofSeconds(use.patienceSecs()).plus(GRACE), "The tool took too long.");
    surroundings
        .toolWork()
        .execute(
            () -> {
              work.run();
              mailbox.execute(() -> worked(use, work));
            });
  }

  private void worked(ToolInUse use, FutureTask<ToolResult> work) {
    if (use.isOver() || work.isCancelled()) {
      return;
    }
    try {
      finish(use, work.get(), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      LOG.errorf(e.getCause(), "a tool of type %s could not be used", use.type());
      finish(use, ToolResult.failed("The tool could not be used."), false);
    }
  }

  // How it ends

  private void allow(ToolInUse use, Duration patience, String otherwise) {
    use.deadline =
        Optional.of(
            surroundings
                .timers()
                .after(patience, () -> mailbox.execute(() -> tooLate(use, otherwise))));
  }

  private void tooLate(ToolInUse use, String why) {
    if (!use.isOver()) {
      use.work.ifPresent(work -> work.cancel(true));
      finish(use, ToolResult.failed(why), !use.awaitsApproval);
    }
  }

  private void finish(ToolInUse use, SystemTools.Done done) {
    use.finish(done, now());
    finished(use);
  }

  private void finish(ToolInUse use, ToolResult result, boolean wasCalled) {
    var updates = wasCalled && !result.isError() ? assign(use, result) : List.<VariableUpdate>of();
    use.finish(cut(result), wasCalled, updates, now());
    finished(use);
  }

  private static ToolResult cut(ToolResult result) {
    return result.value().length() <= LONGEST_RESULT
        ? result
        : new ToolResult(
            result.value().substring(0, LONGEST_RESULT) + "… (cut)",
            result.isError(),
            result.details());
  }

  private List<VariableUpdate> assign(ToolInUse use, ToolResult result) {
    List<VariableUpdate> updates = new ArrayList<>();
    for (var assigned : Assignments.of(use.config(), result.value())) {
      var before = conversation.agent().variables().value(assigned.variable());
      conversation.assign(assigned.variable(), assigned.value());
      updates.add(
          new VariableUpdate(
              assigned.variable(),
              before.map(assigned::shown),
              assigned.shown(assigned.value()),
              now() / 1000.0,
              use.name(),
              use.requestId));
    }
    return updates;
  }

  private void finished(ToolInUse use) {
    use.deadline.ifPresent(Timers.Pending::cancel);
    pending.remove(use.requestId);
    tellEnd(use);
    conversation.publish(use.asUse(), use.asResult(), use.calledAtMs);
    if (use.step.stream().allMatch(ToolInUse::isOver)) {
      finish(use.step);
    }
  }

  /** A client hangs up when it is told of {@code end_call}: it hears that with the end itself. */
  private void tellEnd(ToolInUse use) {
    if (use.type().equals(ToolInUse.MCP)) {
      var state = use.failed() ? EdgeOutput.McpState.FAILURE : EdgeOutput.McpState.SUCCESS;
      conversation.tell(use.progress(state, now()));
    }
    if (!use.endsTheCall()) {
      conversation.tell(use.ended());
    }
  }

  private void finish(List<ToolInUse> step) {
    var first = step.getFirst();
    conversation.happen(
        new Event.ToolsUsed(
            step.stream().map(ToolInUse::asUse).toList(),
            first.calledAtMs,
            step.stream().map(ToolInUse::asResult).toList(),
            now()));
    step.stream()
        .filter(ToolInUse::endsTheCall)
        .findFirst()
        .ifPresent(end -> lastUse = Optional.of(end));
    conversation.happen(
        new Event.ToolsAnswered(
            first.generation, step.stream().map(ToolInUse::asMessage).toList(), next(step)));
  }

  /** One that ends the turn goes before the model's going on. */
  private static Next next(List<ToolInUse> step) {
    return step.stream()
        .map(ToolInUse::next)
        .filter(next -> !(next instanceof Next.Answer))
        .findFirst()
        .orElse(new Next.Answer());
  }

  /** What a client is told when the call ends because the agent wanted it. */
  Optional<EdgeOutput.ToolEnded> endOfCall() {
    return lastUse.map(ToolInUse::ended);
  }

  /** The conversation is over, or another owner's: nobody waits for results any more. */
  void close() {
    for (var use : pending.values()) {
      use.deadline.ifPresent(Timers.Pending::cancel);
      use.work.ifPresent(work -> work.cancel(true));
    }
    pending.clear();
  }

  private long now() {
    return surroundings.clock().millis();
  }
}
