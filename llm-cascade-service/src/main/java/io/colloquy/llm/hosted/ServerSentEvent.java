package io.colloquy.llm.hosted;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colloquy.contracts.Json;

/**
 * One event of a stream.
 *
 * @param name empty where the stream names none
 */
public record ServerSentEvent(String name, String data) {

  /**
   * @throws BrokenOff if the data is no JSON object
   */
  public JsonNode json() {
    try {
      var json = Json.MAPPER.readTree(data);
      if (json.isObject()) {
        return json;
      }
      throw BrokenOff.garbled(data, null);
    } catch (JsonProcessingException e) {
      throw BrokenOff.garbled(data, e);
    }
  }
}
