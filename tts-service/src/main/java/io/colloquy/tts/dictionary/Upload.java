package io.colloquy.tts.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * A form with a lexicon in it.
 *
 * @param texts the other fields, as an object
 */
record Upload(ObjectNode texts, Optional<FormValue> file) {

  private static final String FILE = "file";

  static Upload of(MultipartFormDataInput form) {
    var texts = Json.MAPPER.createObjectNode();
    form.getValues()
        .forEach(
            (name, values) ->
                values.stream()
                    .filter(value -> !value.isFileItem() && !name.equals(FILE))
                    .forEach(value -> texts.put(name, storable(value.getValue()))));
    return new Upload(texts, form.getValues().getOrDefault(FILE, List.of()).stream().findFirst());
  }

  /** PostgreSQL stores no NUL. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  /**
   * Reads the file on a worker thread, and answers on the context on which it was asked; a form
   * without a file brings an empty lexicon.
   */
  Uni<Lexicon> lexicon() {
    return file.map(Upload::read)
        .orElseGet(() -> Uni.createFrom().item(new Lexicon(Lexicon.USUAL_LANGUAGE, List.of())));
  }

  private static Uni<Lexicon> read(FormValue file) {
    var here = Vertx.currentContext();
    return Uni.createFrom()
        .completionStage(() -> here.executeBlocking(() -> parsed(file), false).toCompletionStage());
  }

  private static Lexicon parsed(FormValue file) {
    try (var bytes = open(file)) {
      return Lexicon.read(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("the uploaded file cannot be read", e);
    }
  }

  private static InputStream open(FormValue file) throws IOException {
    return file.isFileItem()
        ? file.getFileItem().getInputStream()
        : new ByteArrayInputStream(file.getValue().getBytes(StandardCharsets.UTF_8));
  }
}
