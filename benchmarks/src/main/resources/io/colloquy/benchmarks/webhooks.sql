-- A body, a number of events, and the webhooks that take turns in getting them.
with event as (
  insert into analysis.webhook_event (id, workspace, kind, agent_id, conversation_id, happened_at,
    body, body_sha256, retried, kept)
  select 'msg_' || replace(gen_random_uuid()::text, '-', ''), 'default', 'POST_CALL_TRANSCRIPTION',
    'agent_1', 'conv_' || n || '_' || replace(gen_random_uuid()::text, '-', ''), now(), given.body, '',
    true, true
  from (select ?::bytea as body) given, generate_series(1, ?) n
  returning id, conversation_id)
insert into analysis.webhook_delivery (id, webhook_id, event_id, kind, conversation_id, status,
  attempts, due_at, replayed, created_at)
select 'whd_' || substr(event.id, 5), hooks.ids[1 + row_number() over () % cardinality(hooks.ids)],
  event.id, 'POST_CALL_TRANSCRIPTION', event.conversation_id, 'PENDING', 0, now(), false, now()
from event, (select ?::text[] as ids) hooks
