package io.colloquy.conversation.settings;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.llm.ProviderKey;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Blocking;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.egress.Egress;
import io.colloquy.rest.egress.Forbidden;
import io.colloquy.rest.shelf.Shelf;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A workspace's own keys of model providers, over REST. This is no documented interface but one of
 * ours. A key comes in here and never goes out.
 */
@Path("/v1/convai/settings/llm-providers")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class ProviderKeysResource {

  private static final Operation SET = ApiDocument.get().operation("setLlmProvider");

  private static final String API_KEY = "api_key";
  private static final String BASE_URL = ProviderKeys.BASE_URL;

  /** The provider's own paths are added to it. */
  private static final Pattern ADDRESS = Pattern.compile("https?://[^?#\\s]+");

  private final ProviderKeys keys;
  private final Egress egress;

  @Inject
  public ProviderKeysResource(ProviderKeys keys, Egress egress) {
    this.keys = keys;
    this.egress = egress;
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace) {
    return keys.all(workspace).map(entries -> Answer.ok(view(entries)));
  }

  private static ObjectNode view(List<Shelf.Entry> entries) {
    var view = Json.MAPPER.createObjectNode();
    var list = view.putArray("providers");
    entries.stream()
        .sorted(Comparator.comparing(entry -> ProviderKey.PROVIDERS.indexOf(entry.id())))
        .forEach(entry -> list.add(view(entry)));
    return view;
  }

  /** Member by member, so that nothing is shown because it is stored. */
  private static ObjectNode view(Shelf.Entry entry) {
    return Json.MAPPER
        .createObjectNode()
        .put("provider", entry.id())
        .put(BASE_URL, entry.body().path(BASE_URL).textValue())
        .put("created_at_unix_secs", entry.createdAt().getEpochSecond())
        .put("updated_at_unix_secs", entry.updatedAt().getEpochSecond());
  }

  @GET
  @Path("{provider}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String provider) {
    return keys.get(workspace, provider).map(entry -> Answer.ok(view(entry)));
  }

  @PUT
  @Path("{provider}")
  public Uni<RestResponse<byte[]>> set(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String provider,
      byte[] body) {
    var request = SET.read(body);
    if (!ProviderKey.PROVIDERS.contains(provider)) {
      throw Refusal.notFound(ProviderKeys.KIND, provider);
    }
    // Whoever copies a key copies the end of its line too.
    var apiKey = request.path(API_KEY).textValue().strip();
    var baseUrl = Optional.ofNullable(request.path(BASE_URL).textValue()).map(String::strip);
    var here = Vertx.currentContext();
    return Blocking.uni(() -> judged(baseUrl))
        .emitOn(task -> here.runOnContext(_ -> task.run()))
        .chain(address -> keys.put(workspace, provider, apiKey, address))
        .map(entry -> Answer.ok(view(entry)));
  }

  /** Blocks while the host's name is looked up. */
  private Optional<String> judged(Optional<String> baseUrl) {
    baseUrl.ifPresent(this::judge);
    return baseUrl;
  }

  private void judge(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      throw flaw("Input should begin with https:// and have neither a query nor a fragment");
    }
    try {
      var _ = egress.target(address);
    } catch (Forbidden e) {
      throw flaw(e.getMessage());
    }
  }

  /** The address may hold a secret and is not repeated. */
  private static InvalidRequest flaw(String message) {
    return new InvalidRequest(Flaw.ofValue(List.of(Flaw.BODY, BASE_URL), message));
  }

  @DELETE
  @Path("{provider}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String provider) {
    return keys.delete(workspace, provider).map(_ -> RestResponse.noContent());
  }
}
