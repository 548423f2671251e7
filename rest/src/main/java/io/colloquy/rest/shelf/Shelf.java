package io.colloquy.rest.shelf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colloquy.contracts.Json;
import io.colloquy.rest.Merge;
import io.colloquy.rest.Refusal;
import io.colloquy.rest.Workspace;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The stored JSON documents of one kind, each workspace's apart. Every method is to be called on a
 * Vert.x context, and takes part in the transaction that runs there, or has one of its own: so a
 * change and the message that tells of it can stand or fall together.
 *
 * <p>A service that has a shelf has the table {@code document}; see the README of this module.
 */
public final class Shelf {

  private final String kind;
  private final Function<ObjectNode, Label> labels;
  private final Clock clock;

  /**
   * What a list can sort by and choose from without reading the document.
   *
   * @param type empty where the kind knows no types
   * @param size bytes, 0 where it does not matter
   */
  public record Label(String name, String type, long size) {

    public static Label of(String name, String type) {
      return new Label(name, type, 0);
    }
  }

  /** One document. The times are exact to the microsecond. */
  public record Entry(String id, ObjectNode body, Instant createdAt, Instant updatedAt) {}

  /**
   * @param kind in snake_case; a refusal calls the document so: {@code <kind>_not_found}
   * @param labels finds the label of a document
   */
  public Shelf(String kind, Function<ObjectNode, Label> labels, Clock clock) {
    this.kind = kind;
    this.labels = labels;
    this.clock = clock;
  }

  public Uni<Entry> create(Workspace workspace, String id, ObjectNode body) {
    return Panache.withTransaction(() -> insert(key(workspace, id), body))
        .map(StoredDocument::entry);
  }

  private Uni<StoredDocument> insert(StoredDocument.Key key, ObjectNode body) {
    var now = now();
    var stored = StoredDocument.blank(key, now);
    stored.take(body, labels.apply(body), now);
    return stored.persist();
  }

  public Uni<Optional<Entry>> find(Workspace workspace, String id) {
    return Panache.withSession(() -> StoredDocument.<StoredDocument>findById(key(workspace, id)))
        .map(stored -> Optional.ofNullable(stored).map(StoredDocument::entry));
  }

  /**
   * The document with this id, in whichever workspace: for those who have an id that nobody guesses
   * and know no workspace. Without an index on kind and id it costs the more the more there are.
   */
  public Uni<Optional<Entry>> findAnywhere(String id) {
    return Panache.withSession(
            () ->
                StoredDocument.<StoredDocument>find(
                        "kind = ?1 and id = ?2", kind, id.replace('\0', '\uFFFD'))
                    .firstResult())
        .map(stored -> Optional.ofNullable(stored).map(StoredDocument::entry));
  }

  /** The document; fails with a {@link Refusal} (404) if there is none. */
  public Uni<Entry> get(Workspace workspace, String id) {
    return find(workspace, id).map(found -> found.orElseThrow(() -> Refusal.notFound(kind, id)));
  }

  /** Those of the documents that are there, in no order. */
  public Uni<List<Entry>> find(Workspace workspace, Collection<String> ids) {
    return Panache.withSession(
            () ->
                StoredDocument.<StoredDocument>list(
                    "workspace = ?1 and kind = ?2 and id in ?3",
                    workspace.id(),
                    kind,
                    List.copyOf(ids)))
        .map(rows -> rows.stream().map(StoredDocument::entry).toList());
  }

  /**
   * Changes a document, whose row is locked meanwhile: of several changes at once each sees the
   * outcome of the one before. Fails with a {@link Refusal} (404) if there is none, and with
   * whatever the change throws; then nothing has changed.
   */
  public Uni<Entry> change(Workspace workspace, String id, UnaryOperator<ObjectNode> change) {
    return Panache.withTransaction(
        () ->
            locked(workspace, id).map(stored -> changed(stored, change.apply(stored.document()))));
  }

  /**
   * Merges a patch into a document, like {@link #change}.
   *
   * @param check completes the outcome, or refuses it
   */
  public Uni<Entry> patch(
      Workspace workspace, String id, ObjectNode patch, UnaryOperator<ObjectNode> check) {
    return change(workspace, id, document -> check.apply(Merge.of(document, patch)));
  }

  /** Changes a document, like {@link #change}, that comes into being with its first change. */
  public Uni<Entry> put(Workspace workspace, String id, UnaryOperator<ObjectNode> change) {
    var key = key(workspace, id);
    return Panache.withTransaction(
        () ->
            lockName(key)
                .chain(() -> StoredDocument.<StoredDocument>findById(key))
                .chain(
                    stored ->
                        stored == null
                            ? insert(key, change.apply(emptyDocument())).map(StoredDocument::entry)
                            : Uni.createFrom()
                                .item(changed(stored, change.apply(stored.document())))));
  }

  private static ObjectNode emptyDocument() {
    return Json.MAPPER.createObjectNode();
  }

  /** Locks what is not there yet, until the end of the transaction. */
  private static Uni<Void> lockName(StoredDocument.Key key) {
    return Panache.getSession()
        .chain(
            session ->
                session
                    .createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(?1, 0))",
                        Integer.class)
                    .setParameter(1, key.toString())
                    .getSingleResult())
        .replaceWithVoid();
  }

  private Entry changed(StoredDocument stored, ObjectNode document) {
    stored.take(document, labels.apply(document), now());
    return stored.entry();
  }

  /** Answers what was deleted; fails with a {@link Refusal} (404) if there was nothing. */
  public Uni<Entry> delete(Workspace workspace, String id) {
    return Panache.withTransaction(
        () -> locked(workspace, id).chain(stored -> stored.remove().replaceWith(stored::entry)));
  }

  public Uni<Long> count(Workspace workspace) {
    return Panache.withSession(
        () -> StoredDocument.count("workspace = ?1 and kind = ?2", workspace.id(), kind));
  }

  /** A page of the list. It costs the same wherever it lies. */
  public Uni<Page> list(Workspace workspace, ListRequest request) {
    return Panache.withSession(() -> request.run(workspace.id(), kind))
        .map(rows -> Page.of(rows, request));
  }

  private Uni<StoredDocument> locked(Workspace workspace, String id) {
    return StoredDocument.<StoredDocument>findById(
            key(workspace, id), LockModeType.PESSIMISTIC_WRITE)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.notFound(kind, id));
  }

  private StoredDocument.Key key(Workspace workspace, String id) {
    // A NUL, which no id holds, must not reach PostgreSQL.
    return new StoredDocument.Key(workspace.id(), kind, id.replace('\0', '\uFFFD'));
  }

  /** As exact as PostgreSQL keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
