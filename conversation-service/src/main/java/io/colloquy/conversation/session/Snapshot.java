package io.colloquy.conversation.session;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.ConversationConfig;
import io.colloquy.contracts.edge.EdgeAddress;
import io.colloquy.contracts.edge.EdgeInput;
import io.colloquy.contracts.llm.LlmUsage;
import io.colloquy.conversation.turn.TurnMemory;
import io.colloquy.rest.Workspace;
import java.util.Map;

/**
 * A running conversation at a turn border, as the compacted topic {@code conversation.state} keeps
 * it for the next owner.
 *
 * @param partition of every topic that is keyed by conversation id
 * @param config the agent's configuration with the client's overrides, as at the start
 * @param workspace of the agent that speaks; absent in snapshots of earlier versions, as are {@code
 *     agentId}, {@code agentName} and {@code variables}
 * @param variables that tools have set
 * @param zeroRetention whether nothing that is said may be kept elsewhere; false in snapshots of
 *     earlier versions
 * @param used what models have used for the conversation so far
 * @param startedAtMs epoch milliseconds
 * @param lastSequence the last message from the edge that is dealt with
 */
record Snapshot(
    String conversationId,
    int partition,
    EdgeAddress edge,
    EdgeInput.Opened opened,
    String workspace,
    String agentId,
    String agentName,
    ConversationConfig config,
    Map<String, Object> variables,
    boolean zeroRetention,
    LlmUsage used,
    long startedAtMs,
    TurnMemory turns,
    long lastSequence) {

  Snapshot {
    workspace = workspace == null ? Workspace.DEFAULT : workspace;
    agentId = agentId == null ? opened.agentId() : agentId;
    agentName = agentName == null ? "" : agentName;
    variables = variables == null ? Map.of() : Map.copyOf(variables);
    used = used == null ? LlmUsage.NONE : used;
  }

  static final Codec<Snapshot> CODEC = Json.codec(Snapshot.class);
}
