-- 10,000 agents, two of each name, and 1,000 of another workspace among them.
insert into conversation.agent
  (id, workspace, document, name, voice_id, tags, archived, created_at, updated_at)
select
  'agent_' || md5(n::text),
  case when n % 11 = 0 then 'other' else 'default' end,
  jsonb_build_object(
    'agent_id', 'agent_' || md5(n::text), 'name', 'Agent ' || n / 2, 'tags', '[]'::jsonb,
    'conversation_config', jsonb_build_object(
      'agent', jsonb_build_object('prompt', jsonb_build_object('prompt', repeat('Be brief. ', 200))))),
  'Agent ' || n / 2,
  'cjVigY5qzO86Huf0OWal',
  array['team-' || (n % 5)],
  n % 10 = 0,
  timestamptz '2026-01-01' + n * interval '1 second',
  timestamptz '2026-01-01' + n * interval '1 second'
from generate_series(1, 11000) n;

analyze conversation.agent;
