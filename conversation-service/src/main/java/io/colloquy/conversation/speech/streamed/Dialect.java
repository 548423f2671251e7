package io.colloquy.conversation.speech.streamed;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a service is spoken with for one speaker. Has no state. */
public interface Dialect {

  /** The service's name, for people. */
  String name();

  URI address();

  /** With the key; never logged. */
  Map<String, String> headers();

  /** How many samples go in one message. */
  int chunkSamples();

  /**
   * @param pcm 16 kHz mono, signed, little-endian
   */
  Outgoing audio(byte[] pcm);

  /** Asks for the last words of the utterance. */
  Outgoing finish();

  /** What must be said every few seconds when there is no sound, if the service wants that. */
  Optional<Outgoing> keepAlive();

  /** What is said before the connection is closed. */
  Optional<Outgoing> farewell();

  /**
   * What a message means; several things, or nothing.
   *
   * @param message a JSON object
   */
  List<Said> read(JsonNode message);
}
