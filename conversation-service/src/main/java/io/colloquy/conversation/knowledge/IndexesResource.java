package io.colloquy.conversation.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Answer;
import io.colloquy.rest.Cursor;
import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.colloquy.rest.document.ApiDocument;
import io.colloquy.rest.document.Operation;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The RAG indexes of documents over REST (pages 102 to 105 and 108). */
@Path("/v1/convai/knowledge-base")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class IndexesResource {

  private static final Operation INDEX = ApiDocument.get().operation("indexDocument");
  private static final Operation INDEX_ALL = ApiDocument.get().operation("ensureIndexes");
  private static final Operation CHUNKS = ApiDocument.get().operation("listChunks");
  private static final String POSITION = "position";

  private final Documents documents;
  private final Indexes indexes;
  private final IndexingService indexing;
  private final KnowledgeConfig config;

  @Inject
  public IndexesResource(
      Documents documents, Indexes indexes, IndexingService indexing, KnowledgeConfig config) {
    this.documents = documents;
    this.indexes = indexes;
    this.indexing = indexing;
    this.config = config;
  }

  @POST
  @Path("{id}/rag-index")
  public Uni<RestResponse<byte[]>> index(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      byte[] body) {
    var model = INDEX.read(body).get("model").textValue();
    return ensure(workspace, id.text(), model).map(index -> Answer.ok(DocumentViews.index(index)));
  }

  private Uni<Index> ensure(Workspace workspace, String documentId, String model) {
    return indexes.ensure(workspace, documentId, model).invoke(indexing::call);
  }

  @POST
  @Path("rag-index")
  public Uni<RestResponse<byte[]>> indexAll(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      byte[] body) {
    var answer = Json.MAPPER.createObjectNode();
    return Multi.createFrom()
        .iterable(INDEX_ALL.read(body).get("items"))
        .onItem()
        .transformToUniAndConcatenate(
            item ->
                wanted(workspace, item)
                    .map(index -> Batches.success(DocumentViews.index(index)))
                    .onFailure(Refusal.class)
                    .recoverWithItem(Batches::failure)
                    .invoke(outcome -> answer.set(item.get("document_id").textValue(), outcome)))
        .collect()
        .last()
        .map(_ -> Answer.ok(answer));
  }

  private Uni<Index> wanted(Workspace workspace, JsonNode item) {
    var documentId = item.get("document_id").textValue();
    var model = item.get("model").textValue();
    return item.get("create_if_missing").booleanValue()
        ? ensure(workspace, documentId, model)
        : indexes
            .find(workspace, List.of(documentId), model)
            .map(
                found ->
                    found.stream()
                        .findFirst()
                        .orElseThrow(() -> Refusal.notFound(Indexes.KIND, documentId)));
  }

  @GET
  @Path("{id}/rag-index")
  public Uni<RestResponse<byte[]>> ofDocument(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id) {
    return documents
        .get(workspace, id.text())
        .chain(document -> indexes.ofDocument(workspace, document.id()))
        .map(
            found -> {
              var answer = Json.MAPPER.createObjectNode();
              var list = answer.putArray("indexes");
              found.forEach(index -> list.add(DocumentViews.index(index)));
              return Answer.ok(answer);
            });
  }

  @DELETE
  @Path("{id}/rag-index/{indexId}")
  public Uni<RestResponse<byte[]>> delete(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      @RestPath ObjectId indexId) {
    return documents
        .get(workspace, id.text())
        .chain(document -> indexes.delete(workspace, document.id(), indexId.text()))
        .map(index -> Answer.ok(DocumentViews.index(index)));
  }

  @GET
  @Path("rag-index")
  public Uni<RestResponse<byte[]>> overview(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace) {
    return indexes.usage(workspace).map(usage -> Answer.ok(overview(usage)));
  }

  private ObjectNode overview(List<Indexes.Usage> usage) {
    var answer =
        Json.MAPPER
            .createObjectNode()
            .put("total_used_bytes", usage.stream().mapToLong(Indexes.Usage::usedBytes).sum())
            .put("total_max_bytes", config.maxIndexedBytes());
    var models = answer.putArray("models");
    usage.forEach(
        one -> models.addObject().put("model", one.model()).put("used_bytes", one.usedBytes()));
    return answer;
  }

  @GET
  @Path("{id}/chunk/{chunkId}")
  public Uni<RestResponse<byte[]>> chunk(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      @RestPath ObjectId chunkId) {
    return documents
        .get(workspace, id.text())
        .chain(
            document ->
                indexes
                    .chunk(workspace, document.id(), chunkId.text())
                    .map(piece -> Answer.ok(view(document, piece))));
  }

  private static ObjectNode view(Document document, Indexes.Piece piece) {
    return Json.MAPPER
        .createObjectNode()
        .put("id", piece.id())
        .put("name", document.name())
        .put("content", piece.content());
  }

  @GET
  @Path("{id}/chunks")
  public Uni<RestResponse<byte[]>> chunks(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath ObjectId id,
      @Context UriInfo uri) {
    var query = CHUNKS.query(uri.getQueryParameters());
    int size = Math.toIntExact(query.number("page_size").orElseThrow());
    int after = query.text("cursor").map(IndexesResource::position).orElse(-1);
    return documents
        .get(workspace, id.text())
        .chain(
            document ->
                indexes
                    .chunks(
                        workspace,
                        document.id(),
                        query.text("embedding_model").orElseThrow(),
                        after,
                        size + 1)
                    .map(pieces -> Answer.ok(page(document, pieces, size, after))));
  }

  private static ObjectNode page(
      Document document, List<Indexes.Piece> pieces, int size, int after) {
    var answer = Json.MAPPER.createObjectNode();
    var chunks = answer.putArray("chunks");
    pieces.stream().limit(size).forEach(piece -> chunks.add(view(document, piece)));
    var last = Integer.toString(after + size);
    return DocumentsResource.withCursor(
        answer,
        pieces.size() > size
            ? Optional.of(new Cursor(POSITION, last, last).text())
            : Optional.empty());
  }

  private static int position(String cursor) {
    return Cursor.read(cursor, POSITION)
        .filter(read -> read.value().matches("[0-9]{1,8}"))
        .map(read -> Integer.valueOf(read.value()))
        .orElseThrow(
            () ->
                new InvalidRequest(
                    Flaw.ofValue(
                        List.of(Flaw.QUERY, "cursor"),
                        "Input should be a cursor of the same list")));
  }
}
