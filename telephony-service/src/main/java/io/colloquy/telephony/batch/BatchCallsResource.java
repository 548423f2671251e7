package io.colloquy.telephony.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Arguments;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.telephony.agents.Agents;
import io.colloquy.telephony.agents.KnownAgent;
import io.colloquy.telephony.numbers.PhoneNumbers;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Batch calling over REST (pages 138 to 142). Who may call is the gateway's business. */
@Path("/v1/convai/batch-calling")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class BatchCallsResource {

  private static final Operation SUBMIT = ApiDocument.get().operation("submitBatch");
  private static final Operation LIST = ApiDocument.get().operation("listBatches");
  private static final Operation EXPORT = ApiDocument.get().operation("exportBatch");
  private static final long LARGEST_PAGE = 1_000;

  /** As the document of the interface says. */
  private static final int MOST_RECIPIENTS = 10_000;

  private final BatchCalls batches;
  private final PhoneNumbers numbers;
  private final Agents agents;
  private final Clock clock;

  @Inject
  BatchCallsResource(BatchCalls batches, PhoneNumbers numbers, Agents agents, Clock clock) {
    this.batches = batches;
    this.numbers = numbers;
    this.agents = agents;
    this.clock = clock;
  }

  @POST
  @Path("submit")
  public Uni<RestResponse<byte[]>> submit(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = SUBMIT.read(body);
    requireTimeZone(request);
    var recipients = Recipient.requested(request.get("recipients"), now());
    return agents
        .get(workspace, request.path("agent_id").textValue())
        .chain(
            agent ->
                numbers
                    .get(workspace, request.path("agent_phone_number_id").textValue())
                    .map(from -> batch(request, recipients.size(), agent, from)))
        .chain(batch -> batches.submit(workspace, batch, recipients))
        .map(batch -> Answer.ok(BatchView.of(batch)));
  }

  private static void requireTimeZone(ObjectNode request) {
    var timezone = request.path("timezone");
    if (timezone.isTextual() && !ZoneId.getAvailableZoneIds().contains(timezone.textValue())) {
      throw new InvalidRequest(
          Flaw.ofValue(
              List.of(Flaw.BODY, "timezone"), "Input should be a time zone like 'Europe/Berlin'"));
    }
  }

  private BatchCalls.Batch batch(
      ObjectNode request, int recipients, KnownAgent agent, PhoneNumbers.Held from) {
    from.requireOutbound();
    var now = now();
    var call =
        new BatchCall(
            Ids.random("btcal_"),
            from.id(),
            from.number().provider(),
            request.path("call_name").textValue(),
            agent.id(),
            now,
            request.path("scheduled_time_unix").asLong(now),
            0,
            recipients,
            0,
            0,
            now,
            BatchCall.Status.PENDING,
            agent.name());
    return new BatchCalls.Batch(request.deepCopy().without("recipients"), call);
  }

  @GET
  @Path("workspace")
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    return batches
        .list(workspace, listRequest(LIST.query(uri.getQueryParameters())))
        .map(
            page -> {
              var answer = Json.MAPPER.createObjectNode();
              var shown = answer.putArray("batch_calls");
              page.batches().forEach(batch -> shown.add(BatchView.of(batch)));
              answer.put("next_doc", page.next().orElse(null));
              answer.put("has_more", page.next().isPresent());
              return Answer.ok(answer);
            });
  }

  /** A page of more than 1,000 has 1,000; the interface names no limit. */
  private static ListRequest listRequest(Arguments query) {
    long limit = query.number("limit").orElseThrow();
    if (limit < 1) {
      throw new InvalidRequest(
          new Flaw(
              List.of(Flaw.QUERY, "limit"),
              "Input should be greater than or equal to 1",
              "greater_than_equal"));
    }
    return ListRequest.newestFirst(
        (int) Math.min(limit, LARGEST_PAGE),
        query.text("agent_id").stream().toList(),
        "last_doc",
        query.text("last_doc"));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return batches
        .get(workspace, id)
        .map(WholeBatch::new)
        .chain(whole -> filled(whole, workspace, id));
  }

  private Uni<RestResponse<byte[]>> filled(WholeBatch whole, Workspace workspace, String id) {
    return batches
        .readRecipients(workspace, id, MOST_RECIPIENTS, whole::add)
        .map(_ -> answer(whole.finish(), MediaType.APPLICATION_JSON));
  }

  private static RestResponse<byte[]> answer(byte[] bytes, String type) {
    return RestResponse.ResponseBuilder.ok(bytes).type(type).build();
  }

  /** Of a batch whose calls are over, as the interface promises it. */
  @GET
  @Path("{id}/export")
  @Produces("text/csv")
  public Uni<RestResponse<byte[]>> export(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @Context UriInfo uri) {
    long limit = EXPORT.query(uri.getQueryParameters()).number("limit").orElse(Long.MAX_VALUE);
    int most = (int) Math.min(limit, MOST_RECIPIENTS);
    var table = new RecipientTable();
    return batches
        .get(workspace, id)
        .invoke(BatchCallsResource::requireOver)
        .chain(() -> batches.readRecipients(workspace, id, most, table::note))
        .invoke(table::writeHead)
        .chain(
            () ->
                batches.readRecipients(
                    workspace, id, most, recipients -> recipients.forEach(table::write)))
        .map(_ -> answer(table.toBytes(), "text/csv; charset=utf-8"));
  }

  private static void requireOver(BatchCalls.Batch batch) {
    if (!batch.call().isOver()) {
      throw new Refusal(
          409,
          "batch_call_not_finished",
          "Calls of the batch '%s' are still to come.".formatted(batch.call().id()));
    }
  }

  @POST
  @Path("{id}/cancel")
  public Uni<RestResponse<byte[]>> cancel(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return batches.cancel(workspace, id, now()).map(batch -> Answer.ok(BatchView.of(batch)));
  }

  @POST
  @Path("{id}/retry")
  public Uni<RestResponse<byte[]>> retry(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return batches.retry(workspace, id, now()).map(batch -> Answer.ok(BatchView.of(batch)));
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return batches.delete(workspace, id).map(_ -> Answer.ok(Map.of()));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
