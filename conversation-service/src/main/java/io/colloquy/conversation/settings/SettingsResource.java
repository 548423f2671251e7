package io.colloquy.conversation.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.workspace.WorkspaceSettings;
import io.colloquy.conversation.outbox.Outbox;
import io.colloquy.conversation.secrets.Reference;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.Merge;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Settings over REST (pages 128, 129, 134, 135). A workspace that never set anything has the
 * defaults. A change merges; a webhook, whose members are all required, and a list are replaced.
 */
@Path("/v1/convai/settings")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {

  private static final Operation CHANGE = ApiDocument.get().operation("changeSettings");
  private static final Operation CHANGE_DASHBOARD =
      ApiDocument.get().operation("changeDashboardSettings");

  private static final String WEBHOOK = "conversation_initiation_client_data_webhook";

  /** Each workspace has one document of each kind. */
  private static final String ID = "workspace";

  /** The answer waits for so long until the other services can know of a change. */
  private static final Duration PUBLISH_PATIENCE = Duration.ofSeconds(2);

  private final Shelf settings;
  private final Shelf dashboard;
  private final Secrets secrets;
  private final Outbox outbox;

  @Inject
  public SettingsResource(Clock clock, Secrets secrets, Outbox outbox) {
    this.settings = new Shelf("settings", _ -> Shelf.Label.of("Settings", ""), clock);
    this.dashboard = new Shelf("dashboard_settings", _ -> Shelf.Label.of("Dashboard", ""), clock);
    this.secrets = secrets;
    this.outbox = outbox;
  }

  @GET
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace) {
    return read(settings, workspace, CHANGE);
  }

  @PATCH
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var patch = CHANGE.read(body);
    var references = Reference.in(patch, List.of(Flaw.BODY));
    return Panache.withTransaction(
            () ->
                secrets
                    .require(workspace, references)
                    .chain(() -> settings.put(workspace, ID, old -> changed(old, patch)))
                    .map(entry -> CHANGE.filled(entry.body()))
                    .chain(settings -> announce(workspace, settings)))
        .call(changed -> outbox.awaitRelay(changed.messageId(), PUBLISH_PATIENCE))
        .map(changed -> Answer.ok(changed.settings()));
  }

  private record Announced(ObjectNode settings, long messageId) {}

  /** Tells the other services what they go by, with the change or not at all. */
  private Uni<Announced> announce(Workspace workspace, ObjectNode settings) {
    var told = Json.read(Json.bytes(settings), WorkspaceSettings.class);
    return outbox
        .add(
            Topics.WORKSPACE_SETTINGS,
            workspace.id(),
            Optional.of(WorkspaceSettings.CODEC.encode(told)))
        .map(messageId -> new Announced(settings, messageId));
  }

  private static ObjectNode changed(ObjectNode old, ObjectNode patch) {
    if (patch.has(WEBHOOK)) {
      old.remove(WEBHOOK);
    }
    return Merge.of(old, patch);
  }

  @GET
  @Path("dashboard")
  public Uni<RestResponse<byte[]>> getDashboard(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace) {
    return read(dashboard, workspace, CHANGE_DASHBOARD);
  }

  @PATCH
  @Path("dashboard")
  public Uni<RestResponse<byte[]>> changeDashboard(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var patch = CHANGE_DASHBOARD.read(body);
    return dashboard
        .put(workspace, ID, old -> Merge.of(old, patch))
        .map(entry -> Answer.ok(CHANGE_DASHBOARD.filled(entry.body())));
  }

  private static Uni<RestResponse<byte[]>> read(
      Shelf shelf, Workspace workspace, Operation operation) {
    return shelf
        .find(workspace, ID)
        .map(found -> found.map(Shelf.Entry::body).orElseGet(Json.MAPPER::createObjectNode))
        .map(stored -> Answer.ok(operation.filled(stored)));
  }
}
