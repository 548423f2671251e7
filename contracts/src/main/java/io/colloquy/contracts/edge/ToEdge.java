package io.colloquy.contracts.edge;

import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.speech.Alignment;
import java.util.Map;

/** One message on {@code audio.out}, written to the partition of the edge that holds the call. */
public record ToEdge(String conversationId, EdgeOutput output) {

  private static final String CONVERSATION = "conversation";
  private static final String KIND = "kind";
  private static final String AUDIO = "audio";
  private static final String CONTROL = "control";
  private static final String EVENT = "event";
  private static final String ALIGNMENT = "alignment";

  /** Audio travels as raw bytes with headers, all else as JSON. */
  public static final Codec<ToEdge> CODEC =
      new Codec<>() {
        @Override
        public Packet encode(ToEdge message) {
          return switch (message.output) {
            case EdgeOutput.Audio audio ->
                new Packet(
                    Map.of(
                        CONVERSATION,
                        message.conversationId,
                        KIND,
                        AUDIO,
                        EVENT,
                        Integer.toString(audio.eventId()),
                        ALIGNMENT,
                        Json.text(audio.alignment())),
                    audio.samples());
            case EdgeOutput control ->
                new Packet(
                    Map.of(CONVERSATION, message.conversationId, KIND, CONTROL),
                    Json.bytes(control));
          };
        }

        @Override
        public ToEdge decode(Packet packet) {
          var output =
              packet.require(KIND).equals(AUDIO)
                  ? new EdgeOutput.Audio(
                      packet.requireInt(EVENT),
                      packet.body(),
                      Json.read(packet.require(ALIGNMENT), Alignment.class))
                  : Json.read(packet.body(), EdgeOutput.class);
          return new ToEdge(packet.require(CONVERSATION), output);
        }
      };
}
