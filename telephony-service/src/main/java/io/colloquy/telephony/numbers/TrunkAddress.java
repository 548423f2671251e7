package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where an outbound trunk is: a host name or an IP address, perhaps with a port, but no SIP URI.
 */
final class TrunkAddress {

  private static final String TRUNK = "outbound_trunk_config";
  private static final Pattern HOST =
      Pattern.compile(
          "([A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_.])?(:\\d{1,5})?"
              + "|\\[[0-9A-Fa-f:.]{2,45}](:\\d{1,5})?"
              + "|[0-9A-Fa-f:.]{2,45})");

  /**
   * @param request that brings or changes a number
   * @throws InvalidRequest if it names a trunk that is nowhere
   */
  static void require(ObjectNode request) {
    var address = request.path(TRUNK).path("address");
    if (address.isTextual() && !HOST.matcher(address.textValue()).matches()) {
      throw new InvalidRequest(
          Flaw.ofValue(
              List.of(Flaw.BODY, TRUNK, "address"),
              "Input should be a host name or an IP address, without 'sip:' and without a user"));
    }
  }

  private TrunkAddress() {}
}
