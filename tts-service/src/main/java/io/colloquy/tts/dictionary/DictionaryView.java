package io.colloquy.tts.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;

/** What clients see of a dictionary, and what they may change of it. */
final class DictionaryView {

  private static final String ARCHIVED_AT = "archived_time_unix";

  /** All that is known of it but the rules. */
  static ObjectNode of(String id, ObjectNode description) {
    var view = description.deepCopy();
    view.put("id", id);
    // Whoever has a key of the workspace may do everything with what is in it.
    view.put("permission_on_resource", "admin");
    for (var name : new String[] {ARCHIVED_AT, "description"}) {
      if (!view.has(name)) {
        view.putNull(name);
      }
    }
    return view;
  }

  /** After it was made. */
  static ObjectNode added(Dictionaries.Described dictionary) {
    var description = dictionary.description();
    var view = Json.MAPPER.createObjectNode();
    view.put("id", dictionary.id());
    view.set("name", description.get("name"));
    view.set("created_by", description.get("created_by"));
    view.set("creation_time_unix", description.get("creation_time_unix"));
    view.put("version_id", dictionary.latestVersion());
    view.set("version_rules_num", description.get("latest_version_rules_num"));
    view.put("description", description.path("description").textValue());
    view.put("permission_on_resource", "admin");
    return view;
  }

  /** After its rules changed. */
  static ObjectNode version(Dictionaries.Described dictionary) {
    var view = Json.MAPPER.createObjectNode();
    view.put("id", dictionary.id());
    view.put("version_id", dictionary.latestVersion());
    view.set("version_rules_num", dictionary.description().get("latest_version_rules_num"));
    return view;
  }

  /** What a PATCH makes of a description. */
  static ObjectNode changed(ObjectNode description, ObjectNode patch, long nowUnix) {
    var changed = description.deepCopy();
    if (patch.hasNonNull("name")) {
      changed.set("name", patch.get("name"));
    }
    if (patch.path("archived").isBoolean()) {
      boolean archived = patch.path("archived").booleanValue();
      if (archived && !changed.hasNonNull(ARCHIVED_AT)) {
        changed.put(ARCHIVED_AT, nowUnix);
      } else if (!archived) {
        changed.remove(ARCHIVED_AT);
      }
    }
    return changed;
  }

  private DictionaryView() {}
}
