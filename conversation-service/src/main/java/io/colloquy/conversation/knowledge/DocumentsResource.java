package io.colloquy.conversation.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Documents of the knowledge base over REST (pages 095 to 101). */
@Path("/v1/convai/knowledge-base")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class DocumentsResource {

  private static final Operation LIST = ApiDocument.get().operation("listDocuments");
  private static final Operation ADD_TEXT = ApiDocument.get().operation("addTextDocument");
  private static final Operation ADD_URL = ApiDocument.get().operation("addUrlDocument");
  private static final Operation CHANGE = ApiDocument.get().operation("changeDocument");
  private static final Operation DELETE = ApiDocument.get().operation("deleteDocument");
  private static final Operation SUMMARIZE = ApiDocument.get().operation("summarizeDocuments");

  private static final int LONGEST_NAME = 60;

  private final Documents documents;
  private final DocumentList list;
  private final DocumentViews views;
  private final Intake intake;
  private final Removal removal;
  private final IndexingService indexing;

  @Inject
  public DocumentsResource(
      Documents documents,
      DocumentList list,
      DocumentViews views,
      Intake intake,
      Removal removal,
      IndexingService indexing) {
    this.documents = documents;
    this.list = list;
    this.views = views;
    this.intake = intake;
    this.removal = removal;
    this.indexing = indexing;
  }

  @POST
  @Path("text")
  public Uni<RestResponse<byte[]>> addText(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = ADD_TEXT.read(body);
    var read = intake.text(request.get("text").textValue(), "text");
    var name = text(request, "name").orElseGet(() -> beginning(read.content().text()));
    return add(workspace, draft(Document.Type.TEXT, name, read, text(request, "parent_folder_id")));
  }

  /** What a text begins with, as its name. */
  private static String beginning(String text) {
    var line = text.strip().lines().findFirst().orElseThrow().strip();
    return line.length() <= LONGEST_NAME
        ? line
        : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, LONGEST_NAME))) + "…";
  }

  @POST
  @Path("url")
  public Uni<RestResponse<byte[]>> addUrl(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var request = ADD_URL.read(body);
    return addPage(
        workspace,
        request.get("url").textValue(),
        text(request, "name"),
        text(request, "parent_folder_id"));
  }

  private Uni<RestResponse<byte[]>> addPage(
      Workspace workspace, String url, Optional<String> name, Optional<String> folderId) {
    return documents
        .requireFolder(workspace, folderId)
        .chain(() -> intake.page(url, "url"))
        .chain(
            read ->
                add(
                    workspace,
                    new Documents.Draft(
                        Document.Type.URL,
                        name.orElse(url),
                        Optional.of(url),
                        Optional.empty(),
                        folderId,
                        read.content(),
                        read.sizeBytes())));
  }

  @POST
  @Path("file")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Uni<RestResponse<byte[]>> addFile(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestForm("file") FileUpload file,
      @RestForm("name") String name,
      @RestForm("parent_folder_id") String folderId) {
    return addUpload(workspace, Uploads.of(file, "file"), given(name), given(folderId));
  }

  private Uni<RestResponse<byte[]>> addUpload(
      Workspace workspace, FileUpload file, Optional<String> name, Optional<String> folderId) {
    return documents
        .requireFolder(workspace, folderId)
        .chain(() -> intake.file(file.uploadedFile(), Uploads.name(file), "file"))
        .chain(
            read ->
                add(
                    workspace,
                    new Documents.Draft(
                        Document.Type.FILE,
                        name.orElseGet(() -> Uploads.name(file)),
                        Optional.empty(),
                        Optional.of(Uploads.name(file)),
                        folderId,
                        read.content(),
                        read.sizeBytes())));
  }

  /** The older way, which takes a file or an address. */
  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Uni<RestResponse<byte[]>> add(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestForm("file") FileUpload file,
      @RestForm("url") String url,
      @RestForm("name") String name) {
    return given(url)
        .map(address -> addPage(workspace, address, given(name), Optional.empty()))
        .orElseGet(
            () -> addUpload(workspace, Uploads.of(file, "file"), given(name), Optional.empty()));
  }

  private static Documents.Draft draft(
      Document.Type type, String name, Intake.Read read, Optional<String> folderId) {
    return new Documents.Draft(
        type, name, Optional.empty(), Optional.empty(), folderId, read.content(), read.sizeBytes());
  }

  private Uni<RestResponse<byte[]>> add(Workspace workspace, Documents.Draft draft) {
    return documents
        .add(workspace, draft)
        .map(document -> Answer.ok(Map.of("id", document.id(), "name", document.name())));
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).map(t -> t.replace("\0", "")).filter(t -> !t.isBlank());
  }

  static Optional<String> text(JsonNode body, String member) {
    return Optional.ofNullable(body.path(member).textValue());
  }

  @GET
  public Uni<RestResponse<byte[]>> list(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    return list.page(workspace, LIST.query(uri.getQueryParameters()))
        .chain(
            page ->
                views
                    .summaries(workspace, page.documents())
                    .map(
                        shown -> {
                          var answer = Json.MAPPER.createObjectNode();
                          answer.putArray("documents").addAll(shown);
                          return Answer.ok(withCursor(answer, page.nextCursor()));
                        }));
  }

  static ObjectNode withCursor(ObjectNode answer, Optional<String> nextCursor) {
    return answer
        .put("next_cursor", nextCursor.orElse(null))
        .put("has_more", nextCursor.isPresent());
  }

  @GET
  @Path("summaries")
  public Uni<RestResponse<byte[]>> summaries(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @Context UriInfo uri) {
    var ids = SUMMARIZE.query(uri.getQueryParameters()).list("document_ids");
    return documents
        .find(workspace, ids)
        .chain(found -> views.summaries(workspace, found))
        .map(found -> Answer.ok(Batches.found(Documents.KIND, ids, found)));
  }

  @GET
  @Path("{id}")
  public Uni<RestResponse<byte[]>> get(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id) {
    return documents
        .get(workspace, id.text())
        .chain(document -> views.whole(workspace, document))
        .map(Answer::ok);
  }

  @GET
  @Path("{id}/content")
  @Produces(MediaType.TEXT_HTML)
  public Uni<RestResponse<byte[]>> content(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id) {
    return documents
        .content(workspace, id.text())
        .map(
            content ->
                RestResponse.ResponseBuilder.<byte[]>create(200)
                    .entity(content.html().getBytes(StandardCharsets.UTF_8))
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .build());
  }

  /** HTML for clients, too, that say they take plain text only, as the official ones do. */
  @GET
  @Path("{id}/content")
  @Produces(MediaType.TEXT_PLAIN)
  public Uni<RestResponse<byte[]>> contentForOfficialClients(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id) {
    return content(workspace, id);
  }

  /** The same for clients that take JSON from everywhere else. */
  @GET
  @Path("{id}/content")
  public Uni<RestResponse<byte[]>> contentForOthers(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id) {
    return content(workspace, id);
  }

  @PATCH
  @Path("{id}")
  public Uni<RestResponse<byte[]>> change(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      byte[] body) {
    var request = CHANGE.read(body);
    var said = text(request, "content").map(text -> intake.text(text, "content"));
    return documents
        .get(workspace, id.text())
        .chain(
            document ->
                said.isPresent()
                    ? replace(workspace, document, said.get(), Optional.empty())
                    : Uni.createFrom().item(document))
        .chain(
            document ->
                text(request, "name")
                    .map(name -> documents.rename(workspace, document.id(), name))
                    .orElseGet(() -> Uni.createFrom().item(document)))
        .chain(document -> views.whole(workspace, document))
        .map(Answer::ok);
  }

  @PATCH
  @Path("{id}/update-file")
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Uni<RestResponse<byte[]>> changeFile(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      @RestForm("file") FileUpload file) {
    var upload = Uploads.of(file, "file");
    return ofType(workspace, id, Document.Type.FILE)
        .chain(
            document ->
                intake
                    .file(upload.uploadedFile(), Uploads.name(upload), "file")
                    .chain(
                        read ->
                            replace(workspace, document, read, Optional.of(Uploads.name(upload)))))
        .chain(document -> views.whole(workspace, document))
        .map(Answer::ok);
  }

  @POST
  @Path("{id}/refresh")
  public Uni<RestResponse<byte[]>> refresh(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id) {
    return ofType(workspace, id, Document.Type.URL)
        .chain(
            document ->
                intake
                    .page(document.url().orElseThrow(), "url")
                    .chain(read -> replace(workspace, document, read, Optional.empty())))
        .chain(document -> views.whole(workspace, document))
        .map(Answer::ok);
  }

  private Uni<Document> ofType(Workspace workspace, ObjectId id, Document.Type type) {
    return documents
        .get(workspace, id.text())
        .invoke(
            document -> {
              if (document.type() != type) {
                throw new InvalidRequest(
                    Flaw.ofValue(
                        List.of("path", "documentation_id"),
                        "Input should be a document of type " + type.wireName()));
              }
            });
  }

  private Uni<Document> replace(
      Workspace workspace, Document document, Intake.Read read, Optional<String> filename) {
    return documents
        .replace(workspace, document.id(), read.content(), read.sizeBytes(), filename)
        .invoke(indexing::call);
  }

  @DELETE
  @Path("{id}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      @Context UriInfo uri) {
    boolean force = DELETE.query(uri.getQueryParameters()).flag("force").orElse(false);
    return removal.delete(workspace, id.text(), force).map(_ -> Answer.ok(Map.of()));
  }
}
