package io.colloquy.analysis.intake;

import io.colloquy.contracts.Packet;
import io.colloquy.contracts.event.CloudEvent;
import io.colloquy.contracts.event.ConversationDeleted;
import io.colloquy.contracts.event.ConversationEvent;
import io.colloquy.contracts.event.TranscriptTurn;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Reads public events, and refuses whatever could not be stored: a record that is refused is
 * skipped, while one that fails in the database would be tried again for ever.
 */
final class Decoding {

  /** An escaped NUL, which PostgreSQL stores in no text; an escaped backslash before it is none. */
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  /** In characters; what is longer fits in no index. */
  private static final int LONGEST_ID = 255;

  private static final String REPLACEMENT = "$1\\\\ufffd";

  /** What this service itself has told others of. */
  static boolean isDeletion(Packet packet) {
    return packet.header("ce_type").filter(ConversationDeleted.TYPE::equals).isPresent();
  }

  /**
   * @throws Packet.MalformedPacket if the record does not follow the contract of its topic
   */
  static ConversationEvent conversation(Packet packet) {
    var event = CloudEvent.decode(storable(packet), ConversationEvent.class);
    switch (event.data()) {
      case ConversationEvent.Started started -> {
        check(event.type().equals(ConversationEvent.STARTED), "the type fits the data");
        check(started.initiation() != null, "initiation is there");
      }
      case ConversationEvent.Ended ended -> {
        check(event.type().equals(ConversationEvent.ENDED), "the type fits the data");
        check(ended.turnCount() >= 0, "turn_count is 0 or more");
      }
    }
    checkIds(event.data().conversationId(), event.data().agentId(), event.subject());
    return event.data();
  }

  /**
   * @throws Packet.MalformedPacket if the record does not follow the contract of its topic
   */
  static TranscriptTurn turn(Packet packet) {
    var event = CloudEvent.decode(storable(packet), TranscriptTurn.class);
    var turn = event.data();
    check(event.type().equals(TranscriptTurn.TYPE), "the type fits the data");
    checkIds(turn.conversationId(), turn.agentId(), event.subject());
    check(turn.index() >= 0, "index is 0 or more");
    check(turn.timeInCallSecs() >= 0, "time_in_call_secs is 0 or more");
    check(turn.role() != null, "role is there");
    check(turn.metricsMs().values().stream().allMatch(Double::isFinite), "metrics_ms are numbers");
    return turn;
  }

  private static void checkIds(String conversationId, String agentId, String subject) {
    check(isId(conversationId), "conversation_id is an id");
    check(isId(agentId), "agent_id is an id");
    check(subject.equals(conversationId), "the subject is the conversation");
  }

  private static boolean isId(String id) {
    return id != null && !id.isBlank() && id.length() <= LONGEST_ID;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new Packet.MalformedPacket("does not hold: " + what);
    }
  }

  private static Packet storable(Packet packet) {
    var json = new String(packet.body(), StandardCharsets.UTF_8);
    if (!json.contains("\\u0000")) {
      return packet;
    }
    var clean = ESCAPED_NUL.matcher(json).replaceAll(REPLACEMENT);
    return new Packet(packet.headers(), clean.getBytes(StandardCharsets.UTF_8));
  }

  private Decoding() {}
}
