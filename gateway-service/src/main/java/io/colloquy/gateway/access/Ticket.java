package io.colloquy.gateway.access;

import io.colloquy.contracts.agent.OwnedAgent;
import java.time.Instant;
import java.util.Optional;

/**
 * The permission to begin a conversation with one agent.
 *
 * @param conversationId the id that the conversation will have; such a ticket is good for one only
 * @param expiresAt until when the conversation must have begun
 */
public record Ticket(
    String agentId, String workspace, Optional<String> conversationId, Instant expiresAt) {

  boolean opens(OwnedAgent known) {
    return agentId.equals(known.agent().agentId()) && workspace.equals(known.workspace());
  }
}
