package io.colloquy.contracts.workspace;

import java.util.List;
import java.util.Optional;

/**
 * Who is told of calls, and of what: {@code webhooks} in the settings of a workspace, and the same
 * in an agent's {@code workspace_overrides}. A member that is left out says nothing.
 *
 * @param events {@code transcript}, {@code audio}, {@code call_initiation_failure}
 * @param sendAudio the older way to say {@code audio}
 */
public record PostCallWebhooks(
    Optional<String> postCallWebhookId,
    Optional<List<String>> events,
    Optional<Boolean> sendAudio) {

  public static final PostCallWebhooks NONE =
      new PostCallWebhooks(Optional.empty(), Optional.empty(), Optional.empty());

  public PostCallWebhooks {
    postCallWebhookId = orEmpty(postCallWebhookId).filter(id -> !id.isBlank());
    events = orEmpty(events).map(List::copyOf);
    sendAudio = orEmpty(sendAudio);
  }

  @SuppressWarnings("OptionalAssignedToNull") // what Jackson hands over where a member is missing
  private static <T> Optional<T> orEmpty(Optional<T> member) {
    return member == null ? Optional.empty() : member;
  }
}
