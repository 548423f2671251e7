package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.conversation.usage.Access;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.Shelf;

/** What others see of a stored tool: every default in its place. */
final class ToolView {

  private static final Operation CREATE = ApiDocument.get().operation("createTool");

  static ObjectNode announced(Shelf.Entry tool) {
    return Json.MAPPER.createObjectNode().put("id", tool.id()).setAll(CREATE.filled(tool.body()));
  }

  static ObjectNode shown(Shelf.Entry tool) {
    var shown = announced(tool);
    shown.set("access_info", Access.info());
    shown.putObject("usage_stats").put("total_calls", 0).put("avg_latency_secs", 0.0);
    return shown;
  }

  private ToolView() {}
}
