package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.agents.Agents;
import io.colloquy.analysis.agents.KnownAgent;
import io.colloquy.contracts.workspace.PostCallWebhooks;
import io.colloquy.rest.Workspace;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is told of calls, as workspaces and agents say now. */
@Singleton
public class Subscriptions {

  private final WorkspaceChoices workspaces;
  private final Agents agents;

  Subscriptions(WorkspaceChoices workspaces, Agents agents) {
    this.workspaces = workspaces;
    this.agents = agents;
  }

  /** Of an agent that nobody knows (any more), its workspace's settings hold. */
  Subscription of(String workspace, String agentId) {
    return Subscription.of(
        workspaces.of(workspace),
        agents
            .find(agentId)
            .filter(agent -> agent.workspace().equals(workspace))
            .map(KnownAgent::webhooks)
            .orElse(PostCallWebhooks.NONE));
  }

  /** True once all that was said before the start is known; before that, somebody may be missed. */
  public boolean areKnown() {
    return workspaces.areKnown() && agents.areKnown();
  }

  /** What uses a webhook, in the official client's words. */
  List<String> usage(Workspace workspace, String webhookId) {
    var wanted = Optional.of(webhookId);
    List<String> usage = new ArrayList<>();
    if (workspaces.of(workspace.id()).postCallWebhookId().equals(wanted)) {
      usage.add("ConvAI Settings");
    }
    if (agents.anyOf(workspace, it -> it.webhooks().postCallWebhookId().equals(wanted))) {
      usage.add("ConvAI Agent Settings");
    }
    return usage;
  }
}
