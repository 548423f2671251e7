package io.colloquy.telephony.numbers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.telephony.agents.Agents;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Phone numbers over REST (pages 120 to 126). Who may call is the gateway's business. */
@Path("/v1/convai/phone-numbers")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class PhoneNumbersResource {

  private static final Operation ADD = ApiDocument.get().operation("addPhoneNumber");
  private static final Operation LIST = ApiDocument.get().operation("listPhoneNumbers");
  private static final Operation SIP_MESSAGES = ApiDocument.get().operation("listSipMessages");
  private static final Operation CHANGE = ApiDocument.get().operation("changePhoneNumber");

  private final PhoneNumbers numbers;
  private final Agents agents;
  private final NumberViews views;

  @Inject
  PhoneNumbersResource(PhoneNumbers numbers, Agents agents, NumberViews views) {
    this.numbers = numbers;
    this.agents = agents;
    this.views = views;
  }

  @POST
  public Uni<RestResponse<byte[]>> add(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = ADD.read(body);
    TrunkAddress.require(request);
    return requireAgent(workspace, request)
        .chain(() -> numbers.add(workspace, ADD.filled(request)))
        .map(held -> Answer.ok(Map.of("phone_number_id", held.id())));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var query = LIST.query(uri.getQueryParameters());
    var agentId = query.text("agent_id");
    return numbers
        .all(workspace, query.text("provider"))
        .map(
            all ->
                all.stream()
                    .filter(held -> agentId.isEmpty() || agentId.equals(held.number().agentId()))
                    .map(held -> views.of(workspace, held))
                    .toList())
        .map(Answer::ok);
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return numbers.get(workspace, id).map(held -> Answer.ok(views.of(workspace, held)));
  }

  /** No line has ever carried a SIP message, so there is none to show. */
  @GET
  @Path("{id}/sip-messages")
  public Uni<RestResponse<byte[]>> sipMessages(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @Context UriInfo uri) {
    var query = SIP_MESSAGES.query(uri.getQueryParameters());
    query
        .text("cursor")
        .ifPresent(
            _ -> {
              throw new InvalidRequest(
                  Flaw.ofValue(
                      List.of(Flaw.QUERY, "cursor"), "Input should be a cursor of the same list"));
            });
    var none = Json.MAPPER.createObjectNode();
    none.putArray("sip_messages");
    none.putNull("next_cursor").put("has_more", false);
    return numbers.get(workspace, id).map(_ -> Answer.ok(none));
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var patch = CHANGE.read(body);
    TrunkAddress.require(patch);
    return requireAgent(workspace, patch)
        .chain(() -> numbers.change(workspace, id, patch))
        .map(held -> Answer.ok(views.of(workspace, held)));
  }

  private Uni<Void> requireAgent(Workspace workspace, ObjectNode request) {
    return Optional.ofNullable(request.path("agent_id").textValue())
        .map(id -> agents.get(workspace, id).replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return numbers.delete(workspace, id).map(_ -> Answer.ok(Map.of()));
  }
}
