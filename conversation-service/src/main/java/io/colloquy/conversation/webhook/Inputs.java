package io.colloquy.conversation.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a request is made of beside its tool.
 *
 * @param parameters from the model
 * @param variables the call's, the secret ones among them
 * @param secrets values by the ids of the secrets
 * @param authorization headers that an auth connection asks for
 */
record Inputs(
    ObjectNode parameters,
    Map<String, Object> variables,
    Map<String, String> secrets,
    Map<String, String> authorization) {

  /** Keeps secrets out of logs. */
  @Override
  public String toString() {
    return "Inputs";
  }
}
