package io.colloquy.contracts.edge;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import java.util.Map;

/**
 * One message on {@code audio.in}.
 *
 * @param sequence rises by one with each message of a conversation, from 0; a new owner skips what
 *     the old one has dealt with
 */
public record FromEdge(String conversationId, EdgeAddress edge, long sequence, EdgeInput input) {

  private static final String CONVERSATION = "conversation";
  private static final String EDGE = "edge";
  private static final String SEQUENCE = "seq";
  private static final String KIND = "kind";
  private static final String AUDIO = "audio";
  private static final String CONTROL = "control";

  /** Audio travels as raw bytes with headers, all else as JSON. */
  public static final Codec<FromEdge> CODEC =
      new Codec<>() {
        @Override
        public Packet encode(FromEdge message) {
          return switch (message.input) {
            case EdgeInput.Audio audio -> new Packet(message.headers(AUDIO), audio.samples());
            case EdgeInput control -> new Packet(message.headers(CONTROL), Json.bytes(control));
          };
        }

        @Override
        public FromEdge decode(Packet packet) {
          var input =
              packet.require(KIND).equals(AUDIO)
                  ? new EdgeInput.Audio(packet.body())
                  : Json.read(packet.body(), EdgeInput.class);
          return new FromEdge(
              packet.require(CONVERSATION),
              new EdgeAddress(packet.requireInt(EDGE)),
              packet.requireNumber(SEQUENCE),
              input);
        }
      };

  private Map<String, String> headers(String kind) {
    return Map.of(
        CONVERSATION,
        conversationId,
        EDGE,
        Integer.toString(edge.partition()),
        SEQUENCE,
        Long.toString(sequence),
        KIND,
        kind);
  }
}
