package io.colloquy.telephony.calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.telephony.agents.Agents;
import io.colloquy.telephony.numbers.PhoneNumber;
import io.colloquy.telephony.numbers.PhoneNumbers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Calls that an agent is to make (pages 136 and 137). Requests are checked as they will be when
 * lines can be opened; then they are told that none can.
 */
@Path("/v1/convai")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class OutboundCallsResource {

  private static final Operation OVER_TWILIO = ApiDocument.get().operation("callOverTwilio");
  private static final Operation OVER_SIP = ApiDocument.get().operation("callOverSip");
  private static final Operation REGISTER = ApiDocument.get().operation("registerTwilioCall");

  private final PhoneNumbers numbers;
  private final Agents agents;

  @Inject
  OutboundCallsResource(PhoneNumbers numbers, Agents agents) {
    this.numbers = numbers;
    this.agents = agents;
  }

  @POST
  @Path("twilio/outbound-call")
  public Uni<RestResponse<byte[]>> overTwilio(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    return refused(workspace, OVER_TWILIO.read(body), PhoneNumber.TWILIO, "callSid");
  }

  @POST
  @Path("sip-trunk/outbound-call")
  public Uni<RestResponse<byte[]>> overSip(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    return refused(workspace, OVER_SIP.read(body), PhoneNumber.SIP_TRUNK, "sip_call_id");
  }

  private Uni<RestResponse<byte[]>> refused(
      Workspace workspace, ObjectNode request, String provider, String callId) {
    return agents
        .get(workspace, request.path("agent_id").textValue())
        .chain(() -> numbers.get(workspace, request.path("agent_phone_number_id").textValue()))
        .invoke(from -> requireWayOut(from, provider))
        .map(_ -> Answer.ok(noLine(callId)));
  }

  private static void requireWayOut(PhoneNumbers.Held from, String provider) {
    if (!from.number().provider().equals(provider)) {
      throw wrongNumber("The number is not one of " + provider);
    }
    from.requireOutbound();
    if (!from.number().knowsWayOut()) {
      throw wrongNumber("The number has no outbound trunk");
    }
  }

  private static InvalidRequest wrongNumber(String msg) {
    return new InvalidRequest(Flaw.ofValue(List.of(Flaw.BODY, "agent_phone_number_id"), msg));
  }

  /** The documented answer to a call that did not come about. */
  private static ObjectNode noLine(String callId) {
    return Json.MAPPER
        .createObjectNode()
        .put("success", false)
        .put("message", "This server has no telephone line yet: nobody was called.")
        .putNull("conversation_id")
        .putNull(callId);
  }

  /** Twilio would connect the caller with whatever this answered, so it answers no TwiML. */
  @POST
  @Path("twilio/register-call")
  @Produces(MediaType.WILDCARD)
  public Uni<RestResponse<byte[]>> register(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    return agents
        .get(workspace, REGISTER.read(body).path("agent_id").textValue())
        .map(
            _ -> {
              throw new Refusal(
                  501, "no_telephone_line", "This server takes no telephone calls yet.");
            });
  }
}
