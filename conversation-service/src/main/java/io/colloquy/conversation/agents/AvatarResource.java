package io.colloquy.conversation.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.contracts.agent.Agent;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** The picture of an agent's widget (page 127). */
@Path("/v1/convai/agents/{agentId}/avatar")
public class AvatarResource {

  private static final String PART = "avatar_file";
  private static final long MAX_BYTES = 5L * 1024 * 1024;

  private final AgentStore agents;
  private final Avatars avatars;
  private final Vertx vertx;

  @Inject
  public AvatarResource(AgentStore agents, Avatars avatars, Vertx vertx) {
    this.agents = agents;
    this.avatars = avatars;
    this.vertx = vertx;
  }

  /** From then on the widget of the agent shows this picture. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Uni<RestResponse<byte[]>> put(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId,
      @RestForm(PART) FileUpload file,
      UriInfo uri) {
    if (file == null) {
      throw new InvalidRequest(Flaw.missing(List.of(Flaw.BODY, PART)));
    }
    if (file.size() > MAX_BYTES) {
      throw new Refusal(413, "file_too_large", "A picture has at most 5 MiB.");
    }
    return agents
        .get(workspace, agentId)
        .chain(() -> vertx.fileSystem().readFile(file.uploadedFile().toString()))
        .map(AvatarResource::picture)
        .chain(picture -> avatars.put(workspace, agentId, picture))
        .chain(
            () ->
                agents.update(
                    workspace, agentId, (agent, now) -> showing(agent, address(uri, now), now)))
        .map(
            agent ->
                Answer.ok(
                    Map.of(
                        "agent_id",
                        agentId,
                        "avatar_url",
                        Optional.ofNullable(widgetOf(agent).at("/avatar/url").textValue()))));
  }

  private static Picture picture(Buffer content) {
    return Picture.of(content.getBytes())
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.BODY, PART),
                        "Input should be a PNG, JPEG, GIF or WebP picture")));
  }

  /** Changes with each picture, so that browsers may keep what they have of the one before. */
  private static URI address(UriInfo uri, Instant now) {
    return uri.getAbsolutePathBuilder().queryParam("v", now.toEpochMilli()).build();
  }

  private static Agent showing(Agent agent, URI address, Instant now) {
    ObjectNode document = Json.MAPPER.valueToTree(agent);
    var avatar = document.withObject("/platform_settings/widget").putObject("avatar");
    avatar.put("type", "image").put("url", address.toString());
    document.withObject("/metadata").put("updated_at_unix_secs", now.getEpochSecond());
    return Json.read(document.toString(), Agent.class);
  }

  private static ObjectNode widgetOf(Agent agent) {
    ObjectNode document = Json.MAPPER.valueToTree(agent.platformSettings());
    return document.withObject("/widget");
  }

  @GET
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String agentId) {
    return avatars
        .get(workspace, agentId)
        .map(
            picture ->
                RestResponse.ResponseBuilder.<byte[]>create(200)
                    .entity(picture.bytes())
                    .type(picture.mediaType())
                    .header("Cache-Control", "public, max-age=86400")
                    .header("X-Content-Type-Options", "nosniff")
                    .build());
  }
}
