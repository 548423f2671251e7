package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Flaw;
import io.colloquy.rest.InvalidRequest;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.egress.Egress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Makes text of what comes in. What cannot be read is refused with why and where. */
@ApplicationScoped
public class Intake {

  private final KnowledgeConfig.Reading limits;
  private final ReaderProcess process;
  private final WebPages pages;
  private final BoundedWork reading;
  private final BoundedWork fetching;

  /** What was read, and how long it was before. */
  record Read(Content content, long sizeBytes) {}

  @Inject
  public Intake(KnowledgeConfig config, Egress egress, Vertx vertx, Clock clock) {
    this.limits = config.reading();
    this.process = new ReaderProcess(limits);
    var web = config.web();
    this.pages = new WebPages(vertx, web, egress, clock);
    this.reading = new BoundedWork("reading", limits.atOnce(), limits.waiting());
    this.fetching = new BoundedWork("fetching", web.atOnce(), web.waiting());
  }

  /**
   * @param field of the body
   * @throws InvalidRequest if it says nothing
   * @throws Refusal (413) if it is too long
   */
  Read text(String text, String field) {
    if (text.isBlank()) {
      throw refused(field, "Input should hold text");
    }
    requireSize(text.length(), limits.maxCharacters(), "characters");
    return new Read(Content.ofText(text), text.getBytes(StandardCharsets.UTF_8).length);
  }

  /** Fails with {@link InvalidRequest} or a {@link Refusal}. */
  Uni<Read> file(Path file, String name, String field) {
    return reading
        .run(
            () -> {
              long size = Files.size(file);
              requireSize(size, limits.maxBytes(), "bytes");
              return new Read(process.read(file, name.replace('\0', '_')), size);
            })
        .onFailure(Unreadable.class)
        .transform(e -> refused(field, e.getMessage()));
  }

  /** What is to be read in a file. Fails with {@link InvalidRequest} or a {@link Refusal}. */
  public Uni<String> words(Path file, String name) {
    return file(file, name, "file").map(read -> read.content().text());
  }

  /** Fails with {@link InvalidRequest} or a {@link Refusal}. */
  Uni<Read> page(String url, String field) {
    return fetching
        .run(() -> pages.fetch(url))
        .chain(page -> reading.run(() -> new Read(read(page), page.body().length)))
        .onFailure(Unreadable.class)
        .transform(e -> refused(field, e.getMessage()));
  }

  private Content read(WebPages.Page page) throws IOException, InterruptedException {
    var file = Files.createTempFile("colloquy-page", "");
    try {
      return process.read(Files.write(file, page.body()), page.name());
    } finally {
      Files.delete(file);
    }
  }

  private static void requireSize(long size, long most, String unit) {
    if (size > most) {
      throw new Refusal(
          413, "document_too_large", "A document may have %d %s at most.".formatted(most, unit));
    }
  }

  private static InvalidRequest refused(String field, String message) {
    return new InvalidRequest(Flaw.ofValue(List.of(Flaw.BODY, field), message));
  }

  @PreDestroy
  void close() {
    reading.close();
    fetching.close();
    pages.close();
  }
}
