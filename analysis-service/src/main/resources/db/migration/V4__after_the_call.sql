-- What came of a conversation after its end. Those that ended before this migration are concluded
-- without an analysis.
alter table conversation
  add column concluded_at       timestamptz,
  -- JSON; text, because the reactive driver rewrites numbers in a json column.
  add column analysis           text,
  add column analysis_runs      integer not null default 0,
  add column transcript_summary text,
  add column call_summary_title text;

update conversation set concluded_at = now() where status in ('DONE', 'FAILED');

-- Conversations about which something is still to be done: a row each, taken by lease.
create table after_call (
  conversation_id text        primary key references conversation on delete cascade,
  step            text        not null,
  due_at          timestamptz not null,
  -- How often the step was taken.
  attempts        integer     not null default 0,
  -- Which instance holds it, and which of its leases this is.
  holder          text,
  lease           text,
  leased_until    timestamptz
);

create index after_call_due on after_call (due_at);

insert into after_call (conversation_id, step, due_at)
  select conversation_id, 'ANALYSE', now() from conversation where status = 'PROCESSING';

-- Conversations of which no more was heard are looked for among these.
create index conversation_open on conversation (started_at)
  where status in ('INITIATED', 'IN_PROGRESS');
