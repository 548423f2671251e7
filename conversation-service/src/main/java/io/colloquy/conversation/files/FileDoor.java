package io.colloquy.conversation.files;

import io.colloquy.contracts.llm.SentFile;
import io.colloquy.conversation.files.ConversationFiles.Stored;
import io.colloquy.conversation.knowledge.Intake;
import io.colloquy.rest.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Where the service that asks models fetches what users sent: {@link SentFile} says how. */
@Path(SentFile.PATH + "{fileId}")
public class FileDoor {

  private static final String WORDS = "words";

  private final ConversationFiles files;
  private final Intake intake;
  private final Vertx vertx;

  @Inject
  FileDoor(ConversationFiles files, Intake intake, Vertx vertx) {
    this.files = files;
    this.intake = intake;
    this.vertx = vertx;
  }

  @GET
  public Uni<RestResponse<byte[]>> get(
      @RestPath String fileId,
      @RestQuery Optional<String> as,
      @RestHeader(HttpHeaders.IF_NONE_MATCH) Optional<String> known) {
    return files
        .find(fileId)
        .chain(
            stored -> {
              var tag = '"' + fileId + '"';
              if (known.filter(tag::equals).isPresent()) {
                return Uni.createFrom().item(RestResponse.<byte[]>notModified());
              }
              boolean asWords = as.filter(WORDS::equals).isPresent();
              return asWords
                  ? words(stored).map(text -> answer(text, SentFile.TEXT, tag))
                  : files.bytes(fileId).map(bytes -> answer(bytes, stored.file().mediaType(), tag));
            });
  }

  private static RestResponse<byte[]> answer(byte[] bytes, String mediaType, String tag) {
    return ResponseBuilder.<byte[]>create(200)
        .entity(bytes)
        .type(mediaType)
        .header(HttpHeaders.ETAG, tag)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  private Uni<byte[]> words(Stored stored) {
    var file = stored.file();
    if (file.isImage()) {
      throw new Refusal(422, "no_text", "There are no words in a picture.");
    }
    if (file.mediaType().equals(SentFile.TEXT)) {
      return files.bytes(file.fileId());
    }
    return stored
        .words()
        .map(words -> Uni.createFrom().item(words))
        .orElseGet(
            () ->
                read(file).chain(words -> files.keepWords(file.fileId(), words).replaceWith(words)))
        .map(words -> words.getBytes(StandardCharsets.UTF_8));
  }

  private Uni<String> read(SentFile file) {
    var disk = vertx.fileSystem();
    return Uni.combine()
        .all()
        .unis(files.bytes(file.fileId()), disk.createTempFile("colloquy-file", ".pdf"))
        .asTuple()
        .chain(
            both ->
                disk.writeFile(both.getItem2(), Buffer.buffer(both.getItem1()))
                    .chain(() -> intake.words(java.nio.file.Path.of(both.getItem2()), file.name()))
                    .onTermination()
                    .call(() -> disk.delete(both.getItem2())));
  }
}
