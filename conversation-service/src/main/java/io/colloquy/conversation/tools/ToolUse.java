package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Workspace;
import java.util.Map;

/**
 * One use of a tool in a call.
 *
 * @param requestId names this use towards client, transcript and topic
 * @param config the tool as it is announced, with every default
 * @param parameters as the model filled them in
 * @param variables the call's dynamic variables at this moment, the secret ones among them: fit for
 *     requests to the tool's owner, never for a log, a model or a transcript
 */
public record ToolUse(
    Workspace workspace,
    String conversationId,
    String requestId,
    ObjectNode config,
    ObjectNode parameters,
    Map<String, Object> variables) {

  public String name() {
    return config.path("name").asText();
  }
}
