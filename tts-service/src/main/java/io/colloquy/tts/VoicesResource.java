package io.colloquy.tts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Arguments;
import io.colloquy.rest.document.Operation;
import io.colloquy.tts.catalogue.OfferedVoice;
import io.colloquy.tts.catalogue.VoiceQuery;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/voices} and {@code /v2/voices}: the voices to choose from. */
@Path("/")
@NonBlocking
public class VoicesResource {

  private static final Operation LIST = ApiDocument.get().operation("listVoices");
  private static final Operation GET = ApiDocument.get().operation("getVoice");
  private static final Operation SEARCH = ApiDocument.get().operation("searchVoices");

  private static final int USUAL_PAGE = 10;

  /** All voices here come with the engines: nobody made, cloned or bought one. */
  private static final String CATEGORY = "premade";

  private static final Set<String> TYPES = Set.of("default", "saved");

  private final TtsService service;

  @Inject
  public VoicesResource(TtsService service) {
    this.service = service;
  }

  @GET
  @Path("v1/voices")
  public RestResponse<byte[]> all(@Context UriInfo uri) {
    LIST.query(uri.getQueryParameters());
    return Answer.ok(withVoices(service.catalogue().all()));
  }

  @GET
  @Path("v1/voices/{id}")
  public RestResponse<byte[]> one(@RestPath String id, @Context UriInfo uri) {
    GET.query(uri.getQueryParameters());
    return service
        .catalogue()
        .find(id)
        .map(voice -> Answer.ok(describe(Json.MAPPER.createObjectNode(), voice)))
        .orElseThrow(() -> Refusal.notFound("voice", id));
  }

  @GET
  @Path("v2/voices")
  public RestResponse<byte[]> page(@Context UriInfo uri) {
    var asked = SEARCH.query(uri.getQueryParameters());
    return query(asked)
        .run(service.catalogue())
        .map(page -> offered(asked) ? page : new VoiceQuery.Page(List.of(), false, 0))
        .map(page -> Answer.ok(describe(page, asked)))
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "next_page_token"), "The token is not of this list")));
  }

  private static VoiceQuery query(Arguments asked) {
    return new VoiceQuery(
        asked.text("next_page_token").map(VoicesResource::voiceOf),
        asked.number("page_size").map(Math::toIntExact).orElse(USUAL_PAGE),
        asked.text("search").filter(text -> !text.isBlank()),
        asked.text("sort").equals(Optional.of("name")),
        asked.text("sort_direction").equals(Optional.of("desc")),
        Set.copyOf(asked.list("voice_ids")));
  }

  /** Whether there are voices of the wanted kind at all. */
  private static boolean offered(Arguments asked) {
    return asked.text("category").map(CATEGORY::equals).orElse(true)
        && asked.text("voice_type").map(TYPES::contains).orElse(true);
  }

  private static ObjectNode describe(VoiceQuery.Page page, Arguments asked) {
    var body = withVoices(page.voices());
    body.put("has_more", page.hasMore());
    body.put("total_count", asked.flag("include_total_count").orElse(true) ? page.total() : 0);
    if (page.hasMore()) {
      body.put("next_page_token", token(page.voices().getLast().id()));
    } else {
      body.putNull("next_page_token");
    }
    return body;
  }

  private static String token(String voiceId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(voiceId.getBytes(StandardCharsets.UTF_8));
  }

  /** Of a token that was not made here, it is a voice that there is not. */
  private static String voiceOf(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static ObjectNode withVoices(List<OfferedVoice> voices) {
    var body = Json.MAPPER.createObjectNode();
    ArrayNode described = body.putArray("voices");
    voices.forEach(voice -> describe(described.addObject(), voice));
    return body;
  }

  private static ObjectNode describe(ObjectNode body, OfferedVoice voice) {
    body.put("voice_id", voice.id());
    body.put("name", voice.name());
    body.put("category", CATEGORY);
    voice.labels().forEach(body.putObject("labels")::put);
    body.put("description", voice.description());
    body.putNull("preview_url");
    body.putArray("available_for_tiers");
    body.putArray("high_quality_base_model_ids");
    body.putObject("settings")
        .put("stability", 0.5)
        .put("similarity_boost", 0.8)
        .put("style", 0.0)
        .put("use_speaker_boost", false)
        .put("speed", 1.0);
    body.put("is_owner", false);
    body.put("is_legacy", false);
    body.put("is_mixed", false);
    body.putNull("created_at_unix");
    return body;
  }
}
