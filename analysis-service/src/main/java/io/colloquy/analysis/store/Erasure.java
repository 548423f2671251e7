package io.colloquy.analysis.store;

import static java.util.Collections.nCopies;

import io.colloquy.analysis.recording.Recordings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Deletes what is stored of conversations, within the transaction that runs. */
final class Erasure {

  /** Ids, agent, times, status and verdict stay; so does what the models have used. */
  private static final String EMPTY =
      """
      update {h-schema}conversation
      set user_id = null, comment = null, analysis = null, transcript_summary = null,
        call_summary_title = null,
        started = started || jsonb_build_object('initiation', jsonb_build_object(
          'conversation_config_override', jsonb_build_object(),
          'custom_llm_extra_body', jsonb_build_object(),
          'dynamic_variables', jsonb_build_object(),
          'user_id', null), 'phone_call', null),
        ended = ended || jsonb_build_object('termination_reason', '',
          'error', case jsonb_typeof(ended -> 'error')
            when 'object' then (ended -> 'error') || jsonb_build_object('reason', '')
            else ended -> 'error' end),
        transcript_deleted_at = ?
      where conversation_id in ({ids})
      """;

  private static final String SILENCE =
      """
      insert into {h-schema}recording as r (conversation_id, state, heard_at, parts_kept)
      select conversation_id, 'ERASED', now(), false
      from {h-schema}conversation where conversation_id in ({ids})
      on conflict (conversation_id) do update
      set state = 'ERASED', has_user = false, has_agent = false, duration_ms = 0,
        latencies = jsonb_build_object(), parts_kept = false
      """;

  /** The recorder empties them, as often as it takes. */
  private static final String REMOVE_BLOB =
      """
      insert into {h-schema}blob_removal (place) values (?)
      on conflict (place) do update set due_at = now(), times = 0
      """;

  /** All that tells what was said, and of whom. */
  static Uni<Void> ofTranscripts(List<String> ids, long now) {
    if (ids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return of(ids, "delete from {h-schema}turn where conversation_id in ({ids})")
        .flatMap(_ -> ofWebhooks(ids))
        .flatMap(_ -> of(ids, EMPTY, now));
  }

  /** What webhooks were told and are still to be told, with the log of it. */
  static Uni<Void> ofWebhooks(List<String> ids) {
    return of(ids, "delete from {h-schema}webhook_event where conversation_id in ({ids})");
  }

  static Uni<Void> ofSound(List<String> ids, long now) {
    if (ids.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return of(ids, SILENCE)
        .flatMap(_ -> removeBlobs(ids))
        .flatMap(
            _ ->
                of(
                    ids,
                    "update {h-schema}conversation set audio_deleted_at = ?"
                        + " where conversation_id in ({ids})",
                    now));
  }

  private static Uni<Void> removeBlobs(List<String> ids) {
    return Multi.createFrom()
        .iterable(ids)
        .map(Recordings::place)
        .onItem()
        .transformToUniAndConcatenate(place -> new Statement(REMOVE_BLOB, List.of(place)).execute())
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** A statement whose last values are ids. */
  private static Uni<Void> of(List<String> ids, String sql, Object... before) {
    List<Object> values = new ArrayList<>(List.of(before));
    values.addAll(ids);
    var places = String.join(", ", nCopies(ids.size(), "?"));
    return new Statement(sql.replace("{ids}", places), values).execute();
  }

  private Erasure() {}
}
