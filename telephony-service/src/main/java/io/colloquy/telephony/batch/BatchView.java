package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import java.util.List;
import java.util.Set;

/** What clients see of a batch: all that they asked for, and what became of it. */
final class BatchView {

  /** What the answer says under another name. */
  private static final Set<String> RENAMED =
      Set.of("call_name", "agent_phone_number_id", "recipients");

  private static final List<String> OPTIONAL =
      List.of("timezone", "branch_id", "environment", "target_concurrency_limit");

  private static final String CALL_CONFIG = "telephony_call_config";

  static ObjectNode of(BatchCalls.Batch batch) {
    var view = batch.request().deepCopy();
    view.remove(RENAMED);
    view.setAll(Json.MAPPER.<ObjectNode>valueToTree(batch.call()));
    for (var name : OPTIONAL) {
      if (!view.has(name)) {
        view.putNull(name);
      }
    }
    if (!view.path(CALL_CONFIG).isObject()) {
      view.putObject(CALL_CONFIG);
    }
    return view;
  }

  private BatchView() {}
}
