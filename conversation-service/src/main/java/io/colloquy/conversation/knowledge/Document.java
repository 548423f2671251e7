package io.colloquy.conversation.knowledge;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of a document, or of a folder of documents, without reading it.
 *
 * @param url where it was fetched from
 * @param filename what it was called where it was uploaded from
 * @param folderId the folder it lies in
 * @param sizeBytes of what was sent or fetched
 * @param characters of its text
 * @param pages of its text
 */
record Document(
    String id,
    Type type,
    String name,
    Optional<String> url,
    Optional<String> filename,
    Optional<String> folderId,
    long sizeBytes,
    int characters,
    double pages,
    Instant createdAt,
    Instant updatedAt) {

  /** Where the text comes from. */
  enum Type {
    TEXT,
    URL,
    FILE,
    FOLDER;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final String COLUMNS =
      "d.id, d.type, d.name, d.url, d.filename, d.folder_id, d.size_bytes, d.characters, d.pages,"
          + " d.created_at, d.updated_at";

  boolean isFolder() {
    return type == Type.FOLDER;
  }

  /** The columns of {@link #COLUMNS}. */
  static Document of(Row row) {
    return new Document(
        row.getString("id"),
        Type.valueOf(row.getString("type").toUpperCase(Locale.ROOT)),
        row.getString("name"),
        Optional.ofNullable(row.getString("url")),
        Optional.ofNullable(row.getString("filename")),
        Optional.ofNullable(row.getString("folder_id")),
        row.getLong("size_bytes"),
        row.getInteger("characters"),
        row.getDouble("pages"),
        row.get(OffsetDateTime.class, "created_at").toInstant(),
        row.get(OffsetDateTime.class, "updated_at").toInstant());
  }
}
