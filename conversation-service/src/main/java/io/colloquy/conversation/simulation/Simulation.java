package io.colloquy.conversation.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.llm.BackgroundAnswer;
import io.colloquy.contracts.llm.ChatMessage;
import io.colloquy.contracts.llm.ToolCall;
import io.colloquy.contracts.llm.ToolSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One conversation between an agent and a simulated user.
 *
 * <pre>
 *            first message, or history that ends with the agent's words
 *   begin ───────────────────────────▶ USER ◀───────────────┐
 *     │ history that ends otherwise     │ says something     │ says something, or is silent
 *     └──────────▶ AGENT ◀──────────────┘                    │
 *                  │ ▲ └─────────────────────────────────────┘
 *       uses tools │ │ reads what they answered
 *                  └─┘
 *   either: ends the call ──▶ over     either: no turn or time left, or no answer ──▶ over
 * </pre>
 */
final class Simulation {

  /** So often in a row an agent may use tools before it has to say something. */
  private static final int TOOL_ROUNDS = 10;

  private static final String END_CALL = "end_call";

  private final Scenario scenario;
  private final Model model;
  private final Clock clock;
  private final Consumer<List<ObjectNode>> listener;
  private final List<ObjectNode> turns;
  private int told;
  private boolean answered;
  private Party agent;

  private enum Speaker {
    AGENT,
    USER
  }

  /** Who speaks next, or why nobody does. */
  private record Next(Speaker speaker, Optional<Ending> ending) {
    static final Next AGENT = new Next(Speaker.AGENT, Optional.empty());
    static final Next USER = new Next(Speaker.USER, Optional.empty());

    static Next over(Ending ending) {
      return new Next(Speaker.AGENT, Optional.of(ending));
    }
  }

  /**
   * @param turns all of them, those of the history first
   */
  record Outcome(List<ObjectNode> turns, Ending ending) {}

  /**
   * @param listener is told the turns, piece by piece, as soon as a model has answered for the
   *     first time; before, the simulation may still fail as a whole
   */
  Simulation(Scenario scenario, Model model, Clock clock, Consumer<List<ObjectNode>> listener) {
    this.scenario = scenario;
    this.model = model;
    this.clock = clock;
    this.listener = listener;
    this.turns = new ArrayList<>(scenario.history());
    this.agent = scenario.agent();
  }

  /**
   * @throws ModelFailed if no model has answered at all
   */
  Outcome run() throws ModelFailed, InterruptedException {
    var next = beginning();
    while (next.ending().isEmpty()) {
      next = step(next.speaker());
      if (answered) {
        tell();
      }
    }
    tell();
    return new Outcome(List.copyOf(turns), next.ending().get());
  }

  private void tell() {
    if (told < turns.size()) {
      listener.accept(List.copyOf(turns.subList(told, turns.size())));
      told = turns.size();
    }
  }

  private int room() {
    return scenario.turnLimit() - (turns.size() - scenario.history().size());
  }

  private Next beginning() {
    if (turns.isEmpty()) {
      return say(Turns.AGENT, agent.firstMessage(), Next.USER);
    }
    var last = turns.getLast();
    if (Turns.role(last).equals(Turns.USER)) {
      return Next.AGENT;
    }
    var open = unansweredCalls();
    if (!open.isEmpty()) {
      return room() < 1 ? Next.over(Ending.TURN_LIMIT) : finish(open);
    }
    return last.path("tool_results").isEmpty() ? Next.USER : Next.AGENT;
  }

  /** Adds a turn if there is something to say, and room to say it. */
  private Next say(String role, String words, Next next) {
    if (words.isBlank()) {
      return next;
    }
    if (room() < 1) {
      return Next.over(Ending.TURN_LIMIT);
    }
    turns.add(Turns.said(role, words));
    return next;
  }

  private Next step(Speaker speaker) throws ModelFailed, InterruptedException {
    if (room() < 1) {
      return Next.over(Ending.TURN_LIMIT);
    }
    if (!clock.instant().isBefore(scenario.deadline())) {
      return outOfTime();
    }
    try {
      return speaker == Speaker.AGENT ? agentSpeaks() : userSpeaks();
    } catch (ModelFailed e) {
      if (!clock.instant().isBefore(scenario.deadline())) {
        return outOfTime();
      }
      if (!answered) {
        throw e;
      }
      return Next.over(Ending.MODEL_FAILED);
    }
  }

  private Next outOfTime() throws ModelFailed {
    if (!answered) {
      throw new ModelFailed(504, "The language model did not answer in time.");
    }
    return Next.over(Ending.TIME_LIMIT);
  }

  private BackgroundAnswer ask(Party party, List<ChatMessage> history, List<ToolSpec> tools)
      throws ModelFailed, InterruptedException {
    var answer = model.answer(party.question(history, tools), scenario.deadline());
    if (answer.text().isBlank() && answer.toolCalls().isEmpty()) {
      throw new ModelFailed(502, "The language model answered nothing.");
    }
    answered = true;
    return answer;
  }

  // The user

  private Next userSpeaks() throws ModelFailed, InterruptedException {
    var user = scenario.user();
    boolean first = turns.stream().noneMatch(turn -> Turns.role(turn).equals(Turns.USER));
    if (first && !user.firstMessage().isBlank()) {
      return say(Turns.USER, user.firstMessage(), Next.AGENT);
    }
    var answer = ask(user, Perspective.ofUser(turns), user.specs());
    boolean hangsUp = answer.toolCalls().stream().anyMatch(call -> call.name().equals(END_CALL));
    if (!hangsUp && answer.text().isBlank()) {
      throw new ModelFailed(502, "The simulated user used a tool that it does not have.");
    }
    return say(
        Turns.USER, answer.text().strip(), hangsUp ? Next.over(Ending.USER_ENDED) : Next.AGENT);
  }

  // The agent

  private Next agentSpeaks() throws ModelFailed, InterruptedException {
    var tools = toolRounds() < TOOL_ROUNDS ? agent.specs() : List.<ToolSpec>of();
    var answer = ask(agent, Perspective.ofAgent(turns), tools);
    int first = turns.size();
    var next = take(answer);
    if (turns.size() > first) {
      Turns.used(turns.get(first), answer.usage());
    }
    return next;
  }

  private Next take(BackgroundAnswer answer) {
    var next = say(Turns.AGENT, answer.text().strip(), Next.USER);
    if (next.ending().isPresent() || answer.toolCalls().isEmpty()) {
      return next;
    }
    return use(answer.toolCalls());
  }

  /** How often the agent has used tools since somebody spoke. */
  private int toolRounds() {
    int rounds = 0;
    for (int i = turns.size() - 1; i >= 0 && Turns.message(turns.get(i)).isEmpty(); i--) {
      rounds += turns.get(i).path("tool_calls").isEmpty() ? 0 : 1;
    }
    return rounds;
  }

  private Next use(List<ToolCall> calls) {
    if (room() < 2) {
      return Next.over(Ending.TURN_LIMIT);
    }
    var used = calls.stream().map(call -> scenario.tools().use(agent, call)).toList();
    var farewell = farewell(used);
    if (!farewell.isEmpty() && room() > 2 && !farewell.equals(Turns.message(turns.getLast()))) {
      turns.add(Turns.said(Turns.AGENT, farewell));
    }
    turns.add(Turns.calls(used.stream().map(MockedTools.Used::use).toList()));
    return conclude(used);
  }

  private static String farewell(List<MockedTools.Used> used) {
    for (var tool : used) {
      if (tool.upshot() instanceof Upshot.End(_, String words)) {
        return words;
      }
    }
    return "";
  }

  /** Calls at the end of the history that nobody has answered. */
  private List<JsonNode> unansweredCalls() {
    var answeredCalls = new HashSet<String>();
    List<JsonNode> open = new ArrayList<>();
    for (int i = turns.size() - 1; i >= 0; i--) {
      var turn = turns.get(i);
      if (Turns.role(turn).equals(Turns.USER)) {
        break;
      }
      turn.path("tool_results").forEach(it -> answeredCalls.add(it.path("request_id").asText()));
      turn.path("tool_calls").forEach(open::add);
      if (!open.isEmpty()) {
        break;
      }
    }
    open.removeIf(call -> answeredCalls.contains(call.path("request_id").asText()));
    return open;
  }

  private Next finish(List<JsonNode> open) {
    return conclude(
        open.stream()
            .map(
                call ->
                    scenario
                        .tools()
                        .use(
                            agent,
                            call.path("request_id").asText(),
                            call.path("tool_name").asText(),
                            call.path("params_as_json").asText("{}")))
            .toList());
  }

  private Next conclude(List<MockedTools.Used> used) {
    turns.add(Turns.results(used.stream().map(MockedTools.Used::use).toList()));
    var next = Next.AGENT;
    for (var tool : used) {
      next =
          switch (tool.upshot()) {
            case Upshot.GoOn() -> next;
            case Upshot.BeSilent() -> Next.USER;
            case Upshot.End(Ending ending, _) -> Next.over(ending);
            case Upshot.HandOver handOver -> handOver(handOver);
          };
      if (next.ending().isPresent()) {
        return next;
      }
    }
    return next;
  }

  private Next handOver(Upshot.HandOver handOver) {
    agent = handOver.to();
    var next = say(Turns.AGENT, handOver.words(), Next.AGENT);
    if (next.ending().isEmpty() && handOver.greets() && !agent.firstMessage().isBlank()) {
      return say(Turns.AGENT, agent.firstMessage(), Next.USER);
    }
    return next;
  }
}
