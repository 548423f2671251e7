package io.colloquy.tts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.tts.catalogue.OfferedVoice;
import io.colloquy.tts.catalogue.VoiceQuery;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code /v1/voices} and {@code /v2/voices}: the voices to choose from. */
@Singleton
class VoiceRoutes {

  private static final int USUAL_PAGE = 10;
  private static final int LARGEST_PAGE = 100;

  /** All voices here come with the engines: nobody made, cloned or bought one. */
  private static final String CATEGORY = "premade";

  private static final Set<String> TYPES = Set.of("default", "saved");

  private final TtsService service;

  VoiceRoutes(TtsService service) {
    this.service = service;
  }

  void routes(@Observes Router router) {
    router.get("/v1/voices").handler(this::all);
    router.get("/v1/voices/:voice_id").handler(this::one);
    router.get("/v2/voices").handler(this::page);
  }

  private void all(RoutingContext exchange) {
    answer(exchange, 200, withVoices(service.catalogue().all()));
  }

  private void one(RoutingContext exchange) {
    service
        .catalogue()
        .find(exchange.pathParam("voice_id"))
        .ifPresentOrElse(
            voice -> answer(exchange, 200, describe(Json.MAPPER.createObjectNode(), voice)),
            () -> answer(exchange, 404, notFound()));
  }

  private void page(RoutingContext exchange) {
    var asked = exchange.queryParams();
    var size = pageSize(asked);
    if (size.isEmpty()) {
      var msg = "Input should be a whole number from 1 to 100";
      answer(exchange, 422, flaw("page_size", msg));
      return;
    }
    query(asked, size.getAsInt())
        .run(service.catalogue())
        .map(page -> offered(asked) ? page : new VoiceQuery.Page(List.of(), false, 0))
        .ifPresentOrElse(
            page -> answer(exchange, 200, describe(page, asked)),
            () -> answer(exchange, 422, flaw("next_page_token", "The token is not of this list")));
  }

  private static OptionalInt pageSize(MultiMap asked) {
    if (!asked.contains("page_size")) {
      return OptionalInt.of(USUAL_PAGE);
    }
    try {
      int size = Integer.parseInt(asked.get("page_size"));
      return size >= 1 && size <= LARGEST_PAGE ? OptionalInt.of(size) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static VoiceQuery query(MultiMap asked, int pageSize) {
    return new VoiceQuery(
        given(asked, "next_page_token").map(VoiceRoutes::voiceOf),
        pageSize,
        given(asked, "search"),
        "name".equals(asked.get("sort")),
        "desc".equals(asked.get("sort_direction")),
        Set.copyOf(asked.getAll("voice_ids")));
  }

  private static Optional<String> given(MultiMap asked, String name) {
    return Optional.ofNullable(asked.get(name)).filter(value -> !value.isBlank());
  }

  /** Whether there are voices of the wanted kind at all. */
  private static boolean offered(MultiMap asked) {
    return given(asked, "category").map(CATEGORY::equals).orElse(true)
        && given(asked, "voice_type").map(TYPES::contains).orElse(true);
  }

  private static ObjectNode describe(VoiceQuery.Page page, MultiMap asked) {
    var body = withVoices(page.voices());
    body.put("has_more", page.hasMore());
    body.put("total_count", "false".equals(asked.get("include_total_count")) ? 0 : page.total());
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

  private static ObjectNode notFound() {
    var body = Json.MAPPER.createObjectNode();
    body.putObject("detail")
        .put("status", "voice_not_found")
        .put("message", "There is no voice with this id.");
    return body;
  }

  private static ObjectNode flaw(String parameter, String msg) {
    var body = Json.MAPPER.createObjectNode();
    var flaw = body.putArray("detail").addObject();
    flaw.putArray("loc").add("query").add(parameter);
    flaw.put("msg", msg).put("type", "value_error");
    return body;
  }

  private static void answer(RoutingContext exchange, int code, ObjectNode body) {
    var _ =
        exchange
            .response()
            .setStatusCode(code)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(Json.text(body));
  }
}
