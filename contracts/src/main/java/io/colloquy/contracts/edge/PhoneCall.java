package io.colloquy.contracts.edge;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Who calls whom, in a conversation by telephone.
 *
 * @param carrier over which the call came or goes
 * @param phoneNumberId of the number as it is kept in the workspace
 * @param agentNumber the number on the agent's side, as the workspace has it
 * @param externalNumber the number of the person, as the line tells it; may be empty
 * @param callSid by which the carrier knows the call
 */
public record PhoneCall(
    Carrier carrier,
    Direction direction,
    String phoneNumberId,
    String agentNumber,
    String externalNumber,
    String callSid) {

  public enum Carrier {
    SIP_TRUNKING;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public enum Direction {
    INBOUND,
    OUTBOUND;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The number that calls. */
  public String caller() {
    return direction == Direction.INBOUND ? externalNumber : agentNumber;
  }

  /** The number that is called. */
  public String called() {
    return direction == Direction.INBOUND ? agentNumber : externalNumber;
  }
}
