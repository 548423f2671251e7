package io.colloquy.analysis.recording;

import io.colloquy.analysis.blobs.BlobStore;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The recordings of calls, for whoever wants to hear them or to know of them. Never blocks. */
@Singleton
public class Recordings {

  /**
   * A call is expected to be recorded if it was started so, even if nothing of it has come yet, as
   * long as it was not erased.
   */
  private static final String FIND =
      """
      SELECT r.state, r.duration_ms, r.has_user, r.has_agent, r.latencies::text
      FROM (SELECT $1::text AS id) AS asked
      LEFT JOIN analysis.recording r ON r.conversation_id = asked.id
      LEFT JOIN analysis.conversation c ON c.conversation_id = asked.id
      WHERE r.state IS NOT NULL OR c.started ->> 'recorded' = 'true'
      """;

  private final Pool pool;
  private final BlobStore blobs;
  private final Ledger ledger;

  Recordings(Pool pool, BlobStore blobs) {
    this.pool = pool;
    this.blobs = blobs;
    this.ledger = new PostgresLedger(pool);
  }

  /** Empty if the call is not recorded, or its recording was deleted. */
  public Uni<Optional<Recording>> of(String conversationId) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(conversationId))
        .map(rows -> rows.stream().findAny().flatMap(Recordings::recording));
  }

  private static Optional<Recording> recording(Row row) {
    return row.getString(0) == null
        ? Optional.of(Recording.AWAITED)
        : Recording.of(
            row.getString(0),
            row.getLong(1),
            row.getBoolean(2),
            row.getBoolean(3),
            row.getString(4));
  }

  /** Where all blobs of a call are: the beginning of their keys. */
  public static String place(String conversationId) {
    return Shelf.place(conversationId);
  }

  /** A sound file. */
  public final class Audio {
    private final String key;
    private final long size;

    private Audio(String key, long size) {
      this.key = key;
      this.size = size;
    }

    /** Bytes. */
    public long size() {
      return size;
    }

    /**
     * The file or a part of it, as a stream that the caller closes. Blocks.
     *
     * @param from the first byte, from 0
     * @param length bytes, at least 1
     */
    public InputStream open(long from, long length) throws IOException {
      return blobs.open(key, from, length);
    }

    /** The whole file. Blocks. */
    public InputStream open() throws IOException {
      return open(0, size);
    }
  }

  /** The MP3 file of a finished recording: left the caller, right the agent. Empty if none. */
  public Uni<Optional<Audio>> audio(String conversationId) {
    return of(conversationId)
        .flatMap(
            recording ->
                recording.filter(Recording::isFinished).filter(Recording::hasAudio).isPresent()
                    ? apart(() -> find(Shelf.audioKey(conversationId)))
                    : Uni.createFrom().item(Optional.empty()));
  }

  private Optional<Audio> find(String key) throws IOException {
    var size = blobs.size(key);
    return size.isPresent() ? Optional.of(new Audio(key, size.getAsLong())) : Optional.empty();
  }

  /**
   * Erases the sound of a call, and of what still comes of it. When this completes nobody can hear
   * it any more; the store is emptied soon, also if it cannot be reached now.
   */
  public Uni<Void> erase(String conversationId) {
    return apart(
            () -> {
              ledger.erase(conversationId);
              return true;
            })
        .replaceWithVoid();
  }

  private static <T> Uni<T> apart(Callable<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              try {
                return work.call();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
