package io.colloquy.conversation.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** What a caller may do. Keys belong to a workspace, not to persons: whoever has one may do all. */
public final class Access {

  static final String ROLE = "admin";

  /** The member {@code access_info} of what the interface shows. */
  public static JsonNode info() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("is_creator", true)
        .put("creator_name", "Workspace")
        .put("creator_email", "")
        .put("role", ROLE);
  }

  private Access() {}
}
