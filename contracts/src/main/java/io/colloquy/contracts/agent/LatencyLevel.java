package io.colloquy.contracts.agent;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/**
 * Reads {@code optimize_streaming_latency}: the pages write the level as text, the official clients
 * send and expect a number. Both are taken, and kept as a number.
 */
final class LatencyLevel extends StdDeserializer<Integer> {

  private static final long serialVersionUID = 1L;

  LatencyLevel() {
    super(Integer.class);
  }

  @Override
  public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
      return parser.getIntValue();
    }
    if (parser.hasToken(JsonToken.VALUE_STRING) && parser.getText().matches("[0-4]")) {
      return Integer.valueOf(parser.getText());
    }
    return (Integer) context.handleUnexpectedToken(Integer.class, parser);
  }
}
