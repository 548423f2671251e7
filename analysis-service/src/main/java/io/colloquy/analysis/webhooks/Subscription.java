package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.webhooks.delivery.EventKind;
import io.colloquy.contracts.workspace.PostCallWebhooks;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of an agent's calls, and of what.
 *
 * <p>The settings of the workspace hold where the agent says nothing, member by member:
 *
 * <ul>
 *   <li>The webhook is the agent's, else the workspace's.
 *   <li>The events are those of the agent's list, else those of the workspace's list, else the
 *       transcript alone.
 *   <li>{@code send_audio} adds the audio where it is true. Where an agent without a list says
 *       false, it takes the audio away that the workspace has.
 * </ul>
 */
record Subscription(Optional<String> webhookId, Set<EventKind> kinds) {

  static Subscription of(PostCallWebhooks workspace, PostCallWebhooks agent) {
    return new Subscription(
        agent.postCallWebhookId().or(workspace::postCallWebhookId), kinds(workspace, agent));
  }

  private static Set<EventKind> kinds(PostCallWebhooks workspace, PostCallWebhooks agent) {
    var base =
        agent
            .events()
            .map(Subscription::named)
            .orElseGet(
                () ->
                    withAudio(
                        workspace
                            .events()
                            .map(Subscription::named)
                            .orElseGet(() -> EnumSet.of(EventKind.POST_CALL_TRANSCRIPTION)),
                        workspace.sendAudio().filter(send -> send)));
    boolean ownList = agent.events().isPresent();
    return withAudio(base, agent.sendAudio().filter(send -> send || !ownList));
  }

  private static Set<EventKind> named(List<String> events) {
    var kinds = EnumSet.noneOf(EventKind.class);
    events.forEach(name -> EventKind.subscribedAs(name).ifPresent(kinds::add));
    return kinds;
  }

  private static Set<EventKind> withAudio(Set<EventKind> kinds, Optional<Boolean> audio) {
    audio.ifPresent(
        send -> {
          if (send) {
            kinds.add(EventKind.POST_CALL_AUDIO);
          } else {
            kinds.remove(EventKind.POST_CALL_AUDIO);
          }
        });
    return kinds;
  }

  /** The webhook that is told of this; empty if none is. */
  Optional<String> to(EventKind kind) {
    return webhookId.filter(_ -> kinds.contains(kind));
  }
}
