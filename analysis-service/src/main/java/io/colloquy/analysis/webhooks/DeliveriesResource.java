package io.colloquy.analysis.webhooks;

import io.colloquy.analysis.webhooks.delivery.Progress;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** What was brought to a webhook, over REST; an interface of our own. */
@Path("/v1/workspace/webhooks/{webhook}/deliveries")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class DeliveriesResource {

  private static final Operation LIST = ApiDocument.get().operation("listWebhookDeliveries");
  private static final Operation REPLAY = ApiDocument.get().operation("replayWebhookDeliveries");

  /** The end of time, as far as a year has four digits. */
  private static final long EVER = 253_402_300_799L;

  private static final List<Progress.Status> LOST =
      List.of(Progress.Status.FAILED, Progress.Status.SKIPPED);

  private final Webhooks webhooks;
  private final DeliveryLog log;

  DeliveriesResource(Webhooks webhooks, DeliveryLog log) {
    this.webhooks = webhooks;
    this.log = log;
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String webhook,
      @Context UriInfo uri) {
    var asked = LIST.query(uri.getQueryParameters());
    var query =
        new DeliveryLog.Query(
            asked.text("status").map(DeliveriesResource::status),
            asked.text("conversation_id"),
            asked.text("cursor").map(DeliveriesResource::place),
            asked.number("page_size").map(Math::toIntExact).orElseThrow());
    return webhooks
        .get(workspace, webhook)
        .chain(_ -> log.list(webhook, query))
        .map(
            page ->
                Answer.ok(
                    Map.of(
                        "deliveries",
                        page.deliveries(),
                        "next_cursor",
                        page.nextCursor(),
                        "has_more",
                        page.nextCursor().isPresent())));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String webhook,
      @RestPath String id) {
    return webhooks.get(workspace, webhook).chain(_ -> log.get(webhook, id)).map(Answer::ok);
  }

  @POST
  @Path("{id}/replay")
  public Uni<RestResponse<byte[]>> replay(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String webhook,
      @RestPath String id) {
    return webhooks.get(workspace, webhook).chain(_ -> log.replay(webhook, id)).map(Answer::ok);
  }

  @POST
  @Path("replay")
  public Uni<RestResponse<byte[]>> replayRange(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String webhook,
      byte[] received) {
    var body = REPLAY.read(received);
    List<Progress.Status> statuses = new ArrayList<>();
    body.path("statuses").forEach(name -> statuses.add(status(name.textValue())));
    return webhooks
        .get(workspace, webhook)
        .chain(
            _ ->
                log.replay(
                    webhook,
                    time(body.path("after_unix").longValue()),
                    time(body.path("before_unix").asLong(EVER)),
                    statuses.isEmpty() ? LOST : statuses))
        .map(replayed -> Answer.ok(Map.of("replayed", replayed)));
  }

  private static Instant time(long unixSecs) {
    return Instant.ofEpochSecond(Math.min(unixSecs, EVER));
  }

  private static Progress.Status status(String wireName) {
    return Progress.Status.valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  private static long place(String text) {
    return Cursor.read(text, DeliveryLog.ORDER)
        .map(Cursor::value)
        .flatMap(DeliveriesResource::number)
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "cursor"),
                        "Input should be a cursor of the same list")));
  }

  private static Optional<Long> number(String text) {
    return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
