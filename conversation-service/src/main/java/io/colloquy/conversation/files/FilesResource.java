package io.colloquy.conversation.files;

import io.colloquy.conversation.files.ConversationFiles.Draft;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * Uploads of a running conversation. Who knows its id may upload; whether it comes with a key, and
 * of which workspace, is the gateway's business.
 */
@Path("/v1/convai/conversations/{conversationId}/files")
public class FilesResource {

  private static final String PART = "file";

  private final ConversationFiles files;
  private final Vertx vertx;
  private final Semaphore places;

  @Inject
  FilesResource(ConversationFiles files, FilesConfig config, Vertx vertx) {
    this.files = files;
    this.vertx = vertx;
    this.places = new Semaphore(config.atOnce());
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Uni<RestResponse<byte[]>> upload(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId,
      @RestForm(PART) FileUpload file) {
    if (file == null) {
      throw new InvalidRequest(Flaw.missing(List.of(Flaw.BODY, PART)));
    }
    requireSize(file.size(), FileKind.MAX_BYTES);
    if (!places.tryAcquire()) {
      throw new Refusal(503, "busy", "Too many files are being uploaded. Try again.");
    }
    return vertx
        .fileSystem()
        .readFile(file.uploadedFile().toString())
        .map(bytes -> draft(file.fileName(), bytes))
        .chain(draft -> files.add(workspace, conversationId, draft))
        .map(id -> Answer.ok(Map.of("file_id", id)))
        .onTermination()
        .invoke(() -> places.release());
  }

  private static Draft draft(String fileName, Buffer bytes) {
    var kind =
        FileKind.of(bytes.getBytes())
            .orElseThrow(
                () ->
                    new Refusal(
                        400,
                        "unsupported_file_type",
                        "A file may be a PNG, JPEG, GIF or WebP picture, a PDF or plain text."));
    requireSize(bytes.length(), kind.maxBytes());
    return new Draft(FileNames.tidy(fileName, kind), kind, bytes);
  }

  private static void requireSize(long bytes, long most) {
    if (bytes > most) {
      throw new Refusal(
          413,
          "file_too_large",
          "A picture may have 10 MiB, a PDF 20 MiB and a text 1 MiB at most.");
    }
  }

  @DELETE
  @Path("{fileId}")
  public Uni<RestResponse<byte[]>> remove(
      @RestHeader(Workspace.HEADER) @DefaultValue(Workspace.DEFAULT) Workspace workspace,
      @RestPath String conversationId,
      @RestPath String fileId) {
    return files
        .remove(workspace, conversationId, fileId)
        .map(_ -> Answer.ok(Map.of("file_id", fileId)));
  }
}
