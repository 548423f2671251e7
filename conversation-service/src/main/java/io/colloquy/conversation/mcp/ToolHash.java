package io.colloquy.conversation.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Pins what was approved: SHA-256, in hex, of a tool's description and input schema as JSON without
 * spaces and with its members in alphabetical order. A server that changes one of them later has a
 * tool that nobody approved.
 */
final class ToolHash {

  private static final ObjectMapper SORTED =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  static String of(String description, JsonNode inputSchema) {
    try {
      var schema = inputSchema.isObject() ? SORTED.treeToValue(inputSchema, Map.class) : Map.of();
      var json =
          SORTED.writeValueAsString(Map.of("description", description, "input_schema", schema));
      var hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("JSON stays JSON, and every Java has SHA-256", e);
    }
  }

  private ToolHash() {}
}
