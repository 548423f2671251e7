-- 100,000 conversations of ten agents in five languages, ten beginning in each second, and 10,000 of
-- another workspace among them; a turn for each.
insert into analysis.conversation
  (conversation_id, workspace, agent_id, agent_name, user_id, started, ended, started_at,
   duration_secs, message_count, status, call_successful)
select
  'conv_' || md5(n::text),
  case when n % 11 = 0 then 'other' else 'default' end,
  'agent_' || (n % 10),
  'Agent ' || (n % 10),
  'user_' || (n % 5000),
  jsonb_build_object(
    'kind', 'started', 'conversation_id', 'conv_' || md5(n::text), 'agent_id', 'agent_' || (n % 10),
    'agent_name', 'Agent ' || (n % 10), 'started_at_unix_secs', 1763884800 + n / 10,
    'authorization_method', 'public', 'source', 'widget', 'source_version', '1.0.0',
    'language', (array['en', 'de', 'fr', 'es', 'pl'])[1 + n / 10 % 5], 'text_only', false,
    'initiation', jsonb_build_object(
      'conversation_config_override', '{}'::jsonb, 'custom_llm_extra_body', '{}'::jsonb,
      'dynamic_variables', jsonb_build_object('name', 'Zoe', 'seats', n % 8),
      'user_id', 'user_' || (n % 5000))),
  jsonb_build_object(
    'kind', 'ended', 'conversation_id', 'conv_' || md5(n::text), 'agent_id', 'agent_' || (n % 10),
    'started_at_unix_secs', 1763884800 + n / 10, 'ended_at_unix_secs', 1763884800 + n / 10 + 60,
    'turn_count', 1, 'termination_reason', 'The user hung up.'),
  1763884800 + n / 10,
  60,
  1,
  'DONE',
  'unknown'
from generate_series(1, 110000) n;

insert into analysis.turn (conversation_id, turn_index, time_in_call_secs, said)
select
  'conv_' || md5(n::text), 0, 1,
  jsonb_build_object(
    'conversation_id', 'conv_' || md5(n::text), 'agent_id', 'agent_' || (n % 10), 'index', 0,
    'role', 'user', 'message', 'Where is order ' || n || '?', 'time_in_call_secs', 1,
    'interrupted', false, 'metrics_ms', '{}'::jsonb)
from generate_series(1, 110000) n;

insert into analysis.agent_test
  (workspace, id, name, type, folder, body, created_at, updated_at)
select
  'default', 'test_' || md5(n::text), 'Test ' || n, 'llm', false,
  '{"name": "Test", "chat_history": [{"role": "user", "message": "Hi", "time_in_call_secs": 0}],
    "success_condition": "It greets.", "success_examples": [], "failure_examples": []}',
  timestamptz '2026-01-01' + n * interval '1 second',
  timestamptz '2026-01-01' + n * interval '1 second'
from generate_series(1, 100000) n;

analyze analysis.conversation;
analyze analysis.turn;
analyze analysis.agent_test;
