package io.colloquy.contracts.agent;

import io.colloquy.contracts.Json;
import java.util.Map;

/**
 * The graph that an agent walks through (page 016): nodes and edges by id, kept as they came. Empty
 * for an agent without one.
 *
 * @param preventSubagentLoops whether a node may be entered twice in one turn; official clients
 *     refuse a workflow without it
 */
public record Workflow(
    Map<String, Object> edges,
    Map<String, Object> nodes,
    Boolean preventSubagentLoops,
    @Rest Map<String, Object> rest) {

  public Workflow {
    edges = Defaults.map(edges);
    nodes = Defaults.map(nodes);
    preventSubagentLoops = Defaults.or(preventSubagentLoops, false);
    rest = Defaults.map(rest);
  }

  public static Workflow defaults() {
    return Json.read("{}", Workflow.class);
  }
}
