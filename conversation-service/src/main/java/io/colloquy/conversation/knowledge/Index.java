package io.colloquy.conversation.knowledge;

import io.colloquy.rest.Workspace;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Locale;
import java.util.Optional;

/**
 * The index of one document for one embedding model.
 *
 * @param progress percent
 * @param usedBytes of text
 * @param reason why it failed
 * @param attempt rises with each claim, and so tells one outcome from another
 */
record Index(
    String id,
    Workspace workspace,
    String documentId,
    String model,
    Status status,
    double progress,
    long usedBytes,
    Optional<String> reason,
    int attempt) {

  static final String COLUMNS =
      "id, workspace, document_id, model, status, progress, used_bytes, reason, attempt";

  /** What became of it. */
  enum Status {
    CREATED,
    PROCESSING,
    FAILED,
    SUCCEEDED,
    RAG_LIMIT_EXCEEDED,
    DOCUMENT_TOO_SMALL;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The columns of {@link #COLUMNS}. */
  static Index of(Row row) {
    return new Index(
        row.getString("id"),
        new Workspace(row.getString("workspace")),
        row.getString("document_id"),
        row.getString("model"),
        Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getDouble("progress"),
        row.getLong("used_bytes"),
        Optional.ofNullable(row.getString("reason")),
        row.getInteger("attempt"));
  }
}
