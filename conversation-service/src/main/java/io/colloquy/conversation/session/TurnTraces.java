package io.colloquy.conversation.session;

import io.colloquy.bus.trace.Names;
import io.colloquy.bus.trace.Trace;
import io.colloquy.bus.trace.Traces;
import io.colloquy.contracts.edge.EdgeOutput;
import io.colloquy.contracts.event.TranscriptTurn;
import io.colloquy.conversation.turn.Effect;
import io.colloquy.conversation.turn.SpokenTurn;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells of each turn of the agent as one trace, from what the turn machine wants done. All of it
 * runs in the conversation's mailbox.
 *
 * <pre>
 *            the user's turn is over, a model is asked,
 *            something is spoken unasked                    heard, cut short, given up
 *   no turn ───────────────────────────────────▶ a turn ───────────────────────────────▶ no turn
 * </pre>
 *
 * <p>An answer that is prepared while the user may still go on begins its turn, for its request
 * needs a place in a trace; {@link #USER_ENDED} then marks where the user's turn was judged to be
 * over.
 */
final class TurnTraces {

  static final String TURN = "turn";
  static final String USER_ENDED = "user turn ended";

  private static final String EXECUTE_TOOL = "execute_tool";
  private static final AttributeKey<Long> INDEX = AttributeKey.longKey("colloquy.turn.index");
  private static final AttributeKey<Boolean> INTERRUPTED =
      AttributeKey.booleanKey("colloquy.turn.interrupted");
  private static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  private static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");
  private static final AttributeKey<String> TOOL_KIND =
      AttributeKey.stringKey("colloquy.tool.kind");
  private static final AttributeKey<String> CALL = AttributeKey.stringKey("gen_ai.tool.call.id");

  private final Traces traces;
  private final String conversationId;
  private final InstantSource clock;
  private Optional<Turn> open = Optional.empty();

  TurnTraces(Traces traces, String conversationId, InstantSource clock) {
    this.traces = traces;
    this.conversationId = conversationId;
    this.clock = clock;
  }

  /** Where the turn that is under way is told; nowhere if none is. */
  Trace place() {
    return open.map(turn -> turn.place).orElse(Trace.NONE);
  }

  /**
   * This is about to be carried out.
   *
   * @param agentId the agent that speaks
   */
  void about(Effect effect, String agentId) {
    if (!traces.areTold()) {
      return;
    }
    switch (effect) {
      case Effect.Publish(SpokenTurn turn) -> spoken(turn, agentId);
      case Effect.Generate _, Effect.Speak _ -> current(agentId).works(now());
      case Effect.Tell(EdgeOutput.Failure failure) ->
          open.ifPresent(turn -> turn.fails(failure.errorType()));
      case Effect.CancelGeneration _ -> open.ifPresent(Turn::giveUp);
      case Effect.End _ -> close("ended");
      default -> {}
    }
  }

  private void spoken(SpokenTurn turn, String agentId) {
    boolean ofTools = !turn.toolCalls().isEmpty() || !turn.toolResults().isEmpty();
    if (turn.role() == TranscriptTurn.Role.USER) {
      userEnded(agentId);
    } else if (!ofTools) {
      open.ifPresent(current -> current.heard(turn));
      close(turn.original().isPresent() ? "interrupted" : "heard");
    }
  }

  private void userEnded(String agentId) {
    if (open.filter(turn -> turn.isAnswering() || turn.givenUp).isPresent()) {
      close("unheard"); // the user speaks again, and has heard nothing
    }
    boolean prepared = open.isPresent();
    current(agentId).userEnded(now(), prepared);
  }

  /** All that one event called for is carried out: what was given up and not begun anew is over. */
  void settled() {
    if (open.filter(turn -> turn.givenUp).isPresent()) {
      close("unheard");
    }
  }

  /** The conversation is over here. */
  void close() {
    close("released");
  }

  private Turn current(String agentId) {
    var turn = open.orElseGet(() -> new Turn(begun(agentId), now()));
    open = Optional.of(turn);
    return turn;
  }

  private Span begun(String agentId) {
    return traces
        .tracer()
        .spanBuilder(TURN)
        .setNoParent()
        .setStartTimestamp(now(), TimeUnit.MILLISECONDS)
        .setAttribute(Names.CONVERSATION, conversationId)
        .setAttribute(Names.AGENT, agentId)
        .startSpan();
  }

  private void close(String outcome) {
    open.ifPresent(turn -> turn.end(outcome, now()));
    open = Optional.empty();
  }

  /** A tool was used for the turn that is under way. */
  void used(TranscriptTurn.ToolUse use, TranscriptTurn.ToolResult result, long calledAtMs) {
    if (open.isEmpty()) {
      return;
    }
    open.get().works(now());
    var span =
        traces
            .tracer()
            .spanBuilder(EXECUTE_TOOL + " " + use.toolName())
            .setParent(place().context())
            .setStartTimestamp(calledAtMs, TimeUnit.MILLISECONDS)
            .setAttribute(Names.OPERATION, EXECUTE_TOOL)
            .setAttribute(TOOL, use.toolName())
            .setAttribute(TOOL_TYPE, "function")
            .setAttribute(TOOL_KIND, use.type())
            .setAttribute(CALL, use.requestId())
            .setAttribute(Names.CONVERSATION, conversationId)
            .startSpan();
    if (result.isError()) {
      span.setAttribute(Names.ERROR, "tool_error").setStatus(StatusCode.ERROR);
    }
    span.end(now(), TimeUnit.MILLISECONDS);
  }

  private long now() {
    return clock.millis();
  }

  /** One turn on its way. */
  private static final class Turn {
    private final Span span;
    private final Trace place;
    private long lastActivity;
    private boolean userIsDone;
    private boolean working;
    private boolean givenUp;

    Turn(Span span, long now) {
      this.span = span;
      this.place = Trace.under(span);
      this.lastActivity = now;
    }

    /** The user's words are in, and somebody works at the answer. */
    boolean isAnswering() {
      return userIsDone && working;
    }

    void userEnded(long now, boolean prepared) {
      if (prepared && !userIsDone) {
        span.addEvent(USER_ENDED, now, TimeUnit.MILLISECONDS);
      }
      userIsDone = true;
      lastActivity = now;
    }

    void works(long now) {
      working = true;
      givenUp = false;
      lastActivity = now;
    }

    void giveUp() {
      givenUp = true;
    }

    /** It goes on all the same: the agent is sorry. */
    void fails(String errorType) {
      givenUp = false;
      span.setAttribute(Names.ERROR, errorType).setStatus(StatusCode.ERROR);
    }

    void heard(SpokenTurn turn) {
      span.setAttribute(INDEX, (long) turn.index());
      span.setAttribute(INTERRUPTED, turn.original().isPresent());
    }

    /** One that nobody heard is over since something was last done for it. */
    void end(String outcome, long now) {
      span.setAttribute(Names.OUTCOME, outcome);
      span.end(outcome.equals("unheard") ? lastActivity : now, TimeUnit.MILLISECONDS);
    }
  }
}
