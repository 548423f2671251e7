package io.colloquy.tts.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Arguments;
import io.colloquy.rest.document.Operation;
import io.colloquy.rest.shelf.ListRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Pronunciation dictionaries over REST. Who may call is the gateway's business. */
@Path("/v1/pronunciation-dictionaries")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class DictionariesResource {

  private static final Operation ADD_FILE =
      ApiDocument.get().operation("addPronunciationDictionaryFile");
  private static final Operation ADD_RULES =
      ApiDocument.get().operation("addPronunciationDictionaryRules");
  private static final Operation LIST =
      ApiDocument.get().operation("listPronunciationDictionaries");
  private static final Operation DESCRIBE =
      ApiDocument.get().operation("changePronunciationDictionary");
  private static final Operation SET = ApiDocument.get().operation("setPronunciationRules");
  private static final Operation EXTEND = ApiDocument.get().operation("addPronunciationRules");
  private static final Operation REMOVE = ApiDocument.get().operation("removePronunciationRules");

  private final Dictionaries dictionaries;
  private final Clock clock;

  @Inject
  DictionariesResource(Dictionaries dictionaries, Clock clock) {
    this.dictionaries = dictionaries;
    this.clock = clock;
  }

  @POST
  @Path("add-from-file")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Uni<RestResponse<byte[]>> addFile(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      MultipartFormDataInput form) {
    var upload = Upload.of(form);
    var description = ADD_FILE.checked(upload.texts());
    return upload
        .lexicon()
        .chain(
            lexicon -> add(workspace, description, lexicon.language(), Rules.of(lexicon.rules())));
  }

  @POST
  @Path("add-from-rules")
  public Uni<RestResponse<byte[]>> addRules(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = ADD_RULES.read(body);
    var rules = Rules.requested(ADD_RULES.filled(request).get("rules"));
    return add(workspace, request.without("rules"), Lexicon.USUAL_LANGUAGE, rules);
  }

  private Uni<RestResponse<byte[]>> add(
      Workspace workspace, ObjectNode request, String language, Rules rules) {
    var description = request.deepCopy();
    description.put("created_by", workspace.id());
    description.put("creation_time_unix", now());
    // An archived dictionary can be made only by archiving one.
    description.remove("archived_time_unix");
    return dictionaries
        .add(workspace, description, language, rules)
        .map(added -> Answer.ok(DictionaryView.added(added)));
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    return dictionaries
        .list(workspace, listRequest(LIST.query(uri.getQueryParameters())))
        .map(
            page -> {
              var answer = Json.MAPPER.createObjectNode();
              var shown = answer.putArray("pronunciation_dictionaries");
              page.entries()
                  .forEach(entry -> shown.add(DictionaryView.of(entry.id(), entry.body())));
              answer.put("next_cursor", page.nextCursor().orElse(null));
              answer.put("has_more", page.hasMore());
              return Answer.ok(answer);
            });
  }

  /** The newest come first, or the first of the alphabet. */
  private static ListRequest listRequest(Arguments query) {
    boolean byName = query.text("sort").map("name"::equals).orElse(false);
    // Clients say asc, ascending, desc or DESCENDING.
    boolean descending =
        query.text("sort_direction").map(word -> !word.matches("(?i)asc.*")).orElse(!byName);
    return ListRequest.sorted(
        Math.toIntExact(query.number("page_size").orElseThrow()),
        query.flag("include_archived").orElse(false) ? List.of() : List.of(Dictionaries.CURRENT),
        byName ? ListRequest.SortBy.NAME : ListRequest.SortBy.CREATED_AT,
        descending,
        "cursor",
        query.text("cursor"));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id) {
    return dictionaries
        .get(workspace, id)
        .chain(
            found ->
                dictionaries
                    .version(workspace, id, found.latestVersion())
                    .map(
                        version -> {
                          var view = DictionaryView.of(id, found.description());
                          view.set("rules", version.rules().json());
                          return Answer.ok(view);
                        }));
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> describe(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var patch = DESCRIBE.read(body);
    return dictionaries
        .describe(workspace, id, description -> DictionaryView.changed(description, patch, now()))
        .map(changed -> Answer.ok(DictionaryView.of(id, changed.description())));
  }

  @POST
  @Path("{id}/set-rules")
  public Uni<RestResponse<byte[]>> set(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var rules = Rules.requested(SET.filled(SET.read(body)).get("rules"));
    return change(workspace, id, _ -> rules);
  }

  @POST
  @Path("{id}/add-rules")
  public Uni<RestResponse<byte[]>> extend(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    var rules = Rules.requested(EXTEND.filled(EXTEND.read(body)).get("rules"));
    return change(workspace, id, before -> before.with(rules));
  }

  @POST
  @Path("{id}/remove-rules")
  public Uni<RestResponse<byte[]>> remove(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      byte[] body) {
    Set<String> texts = new HashSet<>();
    REMOVE.read(body).get("rule_strings").forEach(text -> texts.add(text.textValue()));
    return change(workspace, id, before -> before.without(texts));
  }

  private Uni<RestResponse<byte[]>> change(
      Workspace workspace, String id, UnaryOperator<Rules> change) {
    return dictionaries
        .change(workspace, id, change)
        .map(changed -> Answer.ok(DictionaryView.version(changed)));
  }

  @GET
  @Path("{id}/{version}/download")
  @Produces(MediaType.TEXT_XML)
  public Uni<RestResponse<byte[]>> download(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String id,
      @RestPath String version) {
    return dictionaries
        .version(workspace, id, version)
        .map(
            found ->
                RestResponse.ResponseBuilder.ok(
                        new Lexicon(found.language(), found.rules().all()).bytes())
                    .type("text/xml; charset=utf-8")
                    .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + version + ".pls\"")
                    .build());
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
