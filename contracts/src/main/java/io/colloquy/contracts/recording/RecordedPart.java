package io.colloquy.contracts.recording;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.colloquy.contracts.AudioFormat;
import io.colloquy.contracts.Codec;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One message on {@code recordings}: what happened on a call in about a second, as its edge saw it.
 * All times are milliseconds since the call's start, on the edge's one clock.
 *
 * @param sequence rises by one with each part of a call, from 0; a part that comes again has the
 *     same number and content
 * @param untilMs everything that happened before this moment is in this part or in earlier ones
 * @param last whether the call is over; nothing of it is to be heard after {@code untilMs}
 * @param pieces in the order in which they began
 */
public record RecordedPart(
    String conversationId,
    int sequence,
    long untilMs,
    boolean last,
    AudioFormat userFormat,
    AudioFormat agentFormat,
    List<Piece> pieces) {

  public RecordedPart {
    pieces = List.copyOf(pieces);
  }

  /** Something that happened on the call. */
  public sealed interface Piece {
    long atMs();

    /** Sound of the user that began at this moment, in the call's user format, at any length. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
    record User(long atMs, byte[] samples) implements Piece {}

    /**
     * Sound of the agent that was sent at this moment, in the call's agent format. It is heard when
     * all that was sent before it has been heard.
     */
    @SuppressWarnings("ArrayRecordComponent") // likewise
    record Agent(long atMs, int eventId, byte[] samples) implements Piece {}

    /** From this moment on nothing with an event id up to this one is heard. */
    record Cut(long atMs, int eventId) implements Piece {}

    /** The user's spoken words were understood; the agent's turn of this event id answers them. */
    record Understood(long atMs, int eventId) implements Piece {}
  }

  /** What a piece is without its samples, of which it has this many bytes in the body. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "k")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.User.class, name = "u"),
    @JsonSubTypes.Type(value = Entry.Agent.class, name = "a"),
    @JsonSubTypes.Type(value = Entry.Cut.class, name = "c"),
    @JsonSubTypes.Type(value = Entry.Understood.class, name = "w")
  })
  private sealed interface Entry {
    record User(long at, int size) implements Entry {}

    record Agent(long at, int event, int size) implements Entry {}

    record Cut(long at, int event) implements Entry {}

    record Understood(long at, int event) implements Entry {}

    static Entry of(Piece piece) {
      return switch (piece) {
        case Piece.User(long at, byte[] samples) -> new User(at, samples.length);
        case Piece.Agent(long at, int event, byte[] samples) ->
            new Agent(at, event, samples.length);
        case Piece.Cut(long at, int event) -> new Cut(at, event);
        case Piece.Understood(long at, int event) -> new Understood(at, event);
      };
    }
  }

  private record Contents(List<Entry> entries) {}

  private static final String CONVERSATION = "conversation";
  private static final String SEQUENCE = "seq";
  private static final String UNTIL = "until";
  private static final String LAST = "last";
  private static final String USER_FORMAT = "user";
  private static final String AGENT_FORMAT = "agent";
  private static final String CONTENTS = "contents";

  /** Samples travel as raw bytes one after the other, all else in headers. */
  public static final Codec<RecordedPart> CODEC =
      new Codec<>() {
        @Override
        public Packet encode(RecordedPart part) {
          var contents = new Contents(part.pieces.stream().map(Entry::of).toList());
          return new Packet(
              Map.of(
                  CONVERSATION,
                  part.conversationId,
                  SEQUENCE,
                  Integer.toString(part.sequence),
                  UNTIL,
                  Long.toString(part.untilMs),
                  LAST,
                  Boolean.toString(part.last),
                  USER_FORMAT,
                  part.userFormat.wireName(),
                  AGENT_FORMAT,
                  part.agentFormat.wireName(),
                  CONTENTS,
                  Json.text(contents)),
              part.body());
        }

        @Override
        public RecordedPart decode(Packet packet) {
          var contents = Json.read(packet.require(CONTENTS), Contents.class);
          return new RecordedPart(
              packet.require(CONVERSATION),
              packet.requireInt(SEQUENCE),
              packet.requireNumber(UNTIL),
              Boolean.parseBoolean(packet.require(LAST)),
              format(packet, USER_FORMAT),
              format(packet, AGENT_FORMAT),
              pieces(contents, packet.body()));
        }
      };

  /** Bytes of sound in this part. */
  public int size() {
    return pieces.stream().mapToInt(piece -> samples(piece).length).sum();
  }

  private byte[] body() {
    byte[] body = new byte[size()];
    int at = 0;
    for (var piece : pieces) {
      byte[] samples = samples(piece);
      System.arraycopy(samples, 0, body, at, samples.length);
      at += samples.length;
    }
    return body;
  }

  private static byte[] samples(Piece piece) {
    return switch (piece) {
      case Piece.User user -> user.samples();
      case Piece.Agent agent -> agent.samples();
      case Piece.Cut _ -> NONE;
      case Piece.Understood _ -> NONE;
    };
  }

  private static final byte[] NONE = {};

  private static AudioFormat format(Packet packet, String header) {
    return AudioFormat.find(packet.require(header))
        .orElseThrow(() -> new Packet.MalformedPacket("header '" + header + "' is no format"));
  }

  private static List<Piece> pieces(Contents contents, byte[] body) {
    List<Piece> pieces = new ArrayList<>(contents.entries().size());
    int at = 0;
    for (var entry : contents.entries()) {
      switch (entry) {
        case Entry.User(long from, int size) ->
            pieces.add(new Piece.User(from, slice(body, at, size)));
        case Entry.Agent(long from, int event, int size) ->
            pieces.add(new Piece.Agent(from, event, slice(body, at, size)));
        case Entry.Cut(long from, int event) -> pieces.add(new Piece.Cut(from, event));
        case Entry.Understood(long from, int event) ->
            pieces.add(new Piece.Understood(from, event));
      }
      at += samples(pieces.getLast()).length;
    }
    if (at != body.length) {
      throw new Packet.MalformedPacket("the body is longer than its contents");
    }
    return pieces;
  }

  private static byte[] slice(byte[] body, int from, int size) {
    if (size < 0 || size > body.length - from) {
      throw new Packet.MalformedPacket("the body is shorter than its contents");
    }
    return Arrays.copyOfRange(body, from, from + size);
  }
}
