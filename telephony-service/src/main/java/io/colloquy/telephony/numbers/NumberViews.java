package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Workspace;
import io.colloquy.telephony.agents.Agents;
import jakarta.inject.Singleton;

/** What clients see of a number, with the name that its agent has now. */
@Singleton
class NumberViews {

  private final Agents agents;

  NumberViews(Agents agents) {
    this.agents = agents;
  }

  ObjectNode of(Workspace workspace, PhoneNumbers.Held held) {
    var agent = held.number().agentId().flatMap(id -> agents.find(workspace, id));
    return held.number().view(held.id(), agent);
  }
}
