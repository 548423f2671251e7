package io.colloquy.analysis.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Uni;
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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Webhooks of a workspace over REST, as the official client asks for them. */
@Path("/v1/workspace/webhooks")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {

  private static final Operation CREATE = ApiDocument.get().operation("createWebhook");
  private static final Operation LIST = ApiDocument.get().operation("listWebhooks");
  private static final Operation CHANGE = ApiDocument.get().operation("changeWebhook");
  private static final Operation ROTATE = ApiDocument.get().operation("rotateWebhookSecret");

  private final Webhooks webhooks;
  private final Subscriptions subscriptions;

  WebhooksResource(Webhooks webhooks, Subscriptions subscriptions) {
    this.webhooks = webhooks;
    this.subscriptions = subscriptions;
  }

  @POST
  public Uni<RestResponse<byte[]>> create(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] received) {
    var settings = (ObjectNode) CREATE.read(received).get("settings");
    return webhooks
        .create(workspace, settings)
        .map(
            created ->
                Answer.ok(
                    Map.of(
                        "webhook_id", created.webhook().id, "webhook_secret", created.secret())));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    boolean usages = LIST.query(uri.getQueryParameters()).flag("include_usages").orElse(false);
    return webhooks
        .list(workspace)
        .map(
            rows ->
                Answer.ok(
                    Map.of(
                        "webhooks",
                        rows.stream().map(row -> view(workspace, row, usages)).toList())));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return webhooks.get(workspace, id).map(row -> Answer.ok(view(workspace, row, true)));
  }

  private WebhookView view(Workspace workspace, StoredWebhook row, boolean usages) {
    return WebhookView.of(
        row, usages ? Optional.of(subscriptions.usage(workspace, row.id)) : Optional.empty());
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] received) {
    return webhooks
        .change(workspace, id, CHANGE.read(received))
        .map(_ -> Answer.ok(Map.of("status", "ok")));
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return webhooks.delete(workspace, id).map(_ -> Answer.ok(Map.of("status", "ok")));
  }

  @POST
  @Path("{id}/secret")
  public Uni<RestResponse<byte[]>> rotate(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] received) {
    var body = received.length == 0 ? Json.MAPPER.createObjectNode() : ROTATE.read(received);
    var overlap = Duration.ofSeconds(ROTATE.filled(body).path("overlap_secs").longValue());
    return webhooks
        .rotate(workspace, id, overlap)
        .map(
            rotated -> {
              Map<String, Object> answer = new LinkedHashMap<>();
              answer.put("webhook_id", rotated.webhook().id);
              answer.put("webhook_secret", rotated.secret());
              answer.put(
                  "previous_secret_expires_at_unix",
                  Optional.ofNullable(rotated.webhook().previousUntil)
                      .map(time -> time.getEpochSecond()));
              return Answer.ok(answer);
            });
  }
}
