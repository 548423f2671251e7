package io.colloquy.conversation.usage;

/** In which members of a document the id of another object stands. */
public enum Need {
  /** The prompt, a node of the workflow, or a step that calls a tool. */
  TOOL("@.tool_ids[*] == $id || @.additional_tool_ids[*] == $id || @.tool_id == $id"),
  SECRET("@.secret_id == $id"),
  AUTH_CONNECTION("@.auth_connection_id == $id");

  private final String condition;

  Need(String condition) {
    this.condition = condition;
  }

  /**
   * An SQL condition, wherever in the document the id stands.
   *
   * @param document an expression of type jsonb
   * @param id an expression of type text
   */
  String in(String document, String id) {
    return "jsonb_path_exists(%s, '$.** ? (%s)', jsonb_build_object('id', %s))"
        .formatted(document, condition, id);
  }
}
