package io.colloquy.conversation.prompt;

import io.colloquy.contracts.edge.PhoneCall;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the platform itself knows about a conversation, as variables whose names begin with {@code
 * system__}: of the moment at which they are asked for.
 */
public record SystemVariables(Map<String, Object> values) {

  private static final String PREFIX = "system__";

  /** As one would say it, with weekday and zone. */
  private static final DateTimeFormatter SPOKEN =
      DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy HH:mm:ss z", Locale.ENGLISH);

  public SystemVariables {
    values = Map.copyOf(values);
  }

  /**
   * @param agentId of the agent that the conversation began with
   * @param currentAgentId of the one that speaks
   * @param phoneCall present if the conversation is held by telephone
   * @param zone that times are told in
   */
  public static SystemVariables of(
      String conversationId,
      String agentId,
      String currentAgentId,
      Optional<PhoneCall> phoneCall,
      boolean textOnly,
      ZoneId zone,
      Instant startedAt,
      Instant now) {
    var values = new HashMap<String, Object>();
    phoneCall.ifPresent(call -> values.putAll(ofTelephone(call)));
    values.putAll(
        Map.of(
            PREFIX + "conversation_id",
            conversationId,
            PREFIX + "agent_id",
            agentId,
            PREFIX + "current_agent_id",
            currentAgentId,
            PREFIX + "is_text_only",
            textOnly,
            PREFIX + "timezone",
            zone.getId(),
            PREFIX + "time",
            SPOKEN.format(now.atZone(zone)),
            PREFIX + "time_utc",
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                now.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)),
            PREFIX + "call_duration_secs",
            Math.max(0, ChronoUnit.SECONDS.between(startedAt, now))));
    return new SystemVariables(values);
  }

  private static Map<String, Object> ofTelephone(PhoneCall call) {
    return Map.of(
        PREFIX + "caller_id",
        call.caller(),
        PREFIX + "called_number",
        call.called(),
        PREFIX + "call_sid",
        call.callSid());
  }

  /** Whether a variable of this name has its value from the platform. */
  static boolean isOne(String name) {
    return name.startsWith(PREFIX);
  }
}
