package io.colloquy.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.Map;

/** The one way that Colloquy reads and writes JSON: snake_case, unknown members are no error. */
public final class Json {

  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** A codec for records whose body is the message as JSON, with no headers. */
  public static <T> Codec<T> codec(Class<T> type) {
    return new Codec<>() {
      @Override
      public Packet encode(T message) {
        return new Packet(Map.of(), bytes(message));
      }

      @Override
      public T decode(Packet packet) {
        return read(packet.body(), type);
      }
    };
  }

  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
    }
  }

  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " cannot be written as JSON", e);
    }
  }

  /**
   * @throws Packet.MalformedPacket if the bytes are not JSON of this type
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return present(MAPPER.readValue(json, type), type);
    } catch (IOException e) {
      throw new Packet.MalformedPacket("not a " + type.getSimpleName(), e);
    }
  }

  /**
   * @throws Packet.MalformedPacket if the text is not JSON of this type
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return present(MAPPER.readValue(json, type), type);
    } catch (JsonProcessingException e) {
      throw new Packet.MalformedPacket("not a " + type.getSimpleName(), e);
    }
  }

  /** The document {@code null} is JSON, but no message. */
  private static <T> T present(T value, Class<T> type) {
    if (value == null) {
      throw new Packet.MalformedPacket("not a " + type.getSimpleName() + " but null");
    }
    return value;
  }

  private Json() {}
}
