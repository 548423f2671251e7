package io.colloquy.conversation.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Ids;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.Packet;
import io.colloquy.contracts.Topics;
import io.colloquy.contracts.agent.Prompt;
import io.colloquy.conversation.auth.AuthConnections;
import io.colloquy.conversation.outbox.Outbox;
import io.colloquy.conversation.secrets.Reference;
import io.colloquy.conversation.secrets.Secrets;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.shelf.ListRequest;
import io.colloquy.rest.shelf.Page;
import io.colloquy.rest.shelf.Shelf;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The tools. Every change is announced on the topic {@link Topics#TOOLS}, like one of an agent: in
 * the transaction of the change, and the answer waits until it is on the topic. A record is {@code
 * {"id", "tool_config"}} with every default; the workspace is a header.
 *
 * <p>Every method is to be called on a Vert.x context.
 */
@ApplicationScoped
public class Tools {

  /** What the shelf calls a tool. */
  public static final String KIND = "tool";

  private final Shelf shelf;
  private final Secrets secrets;
  private final AuthConnections connections;
  private final Outbox outbox;
  private final Duration publishPatience;

  private record Announced(Shelf.Entry tool, long messageId) {}

  @Inject
  public Tools(
      Secrets secrets,
      AuthConnections connections,
      Outbox outbox,
      Clock clock,
      @ConfigProperty(name = "colloquy.tools.publish-patience", defaultValue = "2s")
          Duration publishPatience) {
    this.shelf = new Shelf(KIND, Tools::label, clock);
    this.secrets = secrets;
    this.connections = connections;
    this.outbox = outbox;
    this.publishPatience = publishPatience;
  }

  private static Shelf.Label label(ObjectNode tool) {
    var config = tool.path("tool_config");
    return Shelf.Label.of(config.path("name").asText(), config.path("type").asText());
  }

  /** Fails with {@link InvalidRequest} if a secret is named that is not there. */
  Uni<Shelf.Entry> add(Workspace workspace, ObjectNode tool) {
    return announced(() -> shelf.create(workspace, Ids.random("tool_"), tool), workspace);
  }

  /** Fails with a refusal (404) if there is none. */
  Uni<Shelf.Entry> get(Workspace workspace, String id) {
    return shelf.get(workspace, id);
  }

  /** Those that are there, in no order. */
  Uni<List<Shelf.Entry>> find(Workspace workspace, Collection<String> ids) {
    return shelf.find(workspace, ids);
  }

  /**
   * What an agent's model may use: system tools that are on, stored tools that there are, tools
   * within the prompt. Of several with one name the first counts.
   */
  public Uni<List<Offer>> offers(Workspace workspace, Prompt prompt) {
    return shelf.find(workspace, prompt.toolIds()).map(stored -> offers(prompt, stored));
  }

  /** Those of them that the prompt itself holds. */
  public static List<Offer> offers(Prompt prompt) {
    return offers(prompt, List.of());
  }

  private static List<Offer> offers(Prompt prompt, List<Shelf.Entry> stored) {
    Map<String, Offer> offers = new LinkedHashMap<>();
    var configs =
        Stream.of(
                prompt.builtInTools().values().stream().filter(Objects::nonNull).map(Tools::tree),
                prompt.toolIds().stream()
                    .flatMap(id -> stored.stream().filter(tool -> tool.id().equals(id)))
                    .map(tool -> ToolView.announced(tool).path("tool_config")),
                prompt.tools().stream().map(Tools::tree))
            .flatMap(Function.identity());
    configs
        .filter(ObjectNode.class::isInstance)
        .map(config -> Offer.of((ObjectNode) config))
        .filter(offer -> !offer.name().isEmpty())
        .forEach(offer -> offers.putIfAbsent(offer.name(), offer));
    return List.copyOf(offers.values());
  }

  private static JsonNode tree(Object config) {
    return Json.MAPPER.valueToTree(config);
  }

  Uni<Page> list(Workspace workspace, ListRequest request) {
    return shelf.list(workspace, request);
  }

  /** Fails likewise, and with a refusal (404) if there is no such tool. */
  Uni<Shelf.Entry> change(Workspace workspace, String id, UnaryOperator<ObjectNode> change) {
    return announced(() -> shelf.change(workspace, id, change), workspace);
  }

  /**
   * @param check fails if the tool has to stay; it runs while the tool's row is locked
   */
  Uni<Void> delete(Workspace workspace, String id, Supplier<Uni<Void>> check) {
    return Panache.withTransaction(
            () ->
                shelf
                    .delete(workspace, id)
                    .call(() -> check.get())
                    .chain(() -> outbox.add(Topics.TOOLS, id, Optional.empty())))
        .chain(messageId -> outbox.awaitRelay(messageId, publishPatience));
  }

  private Uni<Shelf.Entry> announced(Supplier<Uni<Shelf.Entry>> work, Workspace workspace) {
    return Panache.withTransaction(
            () ->
                work.get()
                    .call(tool -> secrets.require(workspace, references(tool)))
                    .call(tool -> requireConnections(workspace, tool))
                    .chain(tool -> announce(workspace, tool)))
        .chain(
            done -> outbox.awaitRelay(done.messageId(), publishPatience).replaceWith(done.tool()));
  }

  private Uni<Void> requireConnections(Workspace workspace, Shelf.Entry tool) {
    var api = tool.body().path("tool_config").path("api_schema");
    var at = List.<Object>of(Flaw.BODY, "tool_config", "api_schema", "auth_connection");
    return connections.require(workspace, api, at);
  }

  private static List<Reference> references(Shelf.Entry tool) {
    return Reference.in(tool.body(), List.of(Flaw.BODY));
  }

  private Uni<Announced> announce(Workspace workspace, Shelf.Entry tool) {
    var packet =
        new Packet(Map.of(Workspace.HEADER, workspace.id()), Json.bytes(ToolView.announced(tool)));
    return outbox
        .add(Topics.TOOLS, tool.id(), Optional.of(packet))
        .map(messageId -> new Announced(tool, messageId));
  }
}
