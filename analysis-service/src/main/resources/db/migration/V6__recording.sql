-- What is known of the sound of each call; the sound itself lies in the blob store.
create table recording (
  conversation_id text        primary key,
  state           text        not null check (state in ('OPEN', 'CLOSING', 'FINISHED', 'ERASED')),
  -- When the last of it was put away, and how often something was.
  heard_at        timestamptz not null,
  segments        integer     not null default 0,
  -- Whether its end was told, so that no more can come.
  complete        boolean     not null default false,
  due_at          timestamptz not null default now(),
  attempts        integer     not null default 0,
  finished_at     timestamptz,
  duration_ms     bigint      not null default 0,
  has_user        boolean     not null default false,
  has_agent       boolean     not null default false,
  -- Milliseconds ear to ear by event id.
  latencies       jsonb       not null default '{}',
  parts_kept      boolean     not null default true
);

create index recording_to_do on recording (state, due_at) where state in ('OPEN', 'CLOSING');
create index recording_parts on recording (finished_at) where state = 'FINISHED' and parts_kept;

-- Places in the blob store that are to be emptied. Each is emptied twice, the second time when
-- nobody can be left who did not know of the first.
create table blob_removal (
  place  text        primary key,
  due_at timestamptz not null default now(),
  times  integer     not null default 0
);

create index blob_removal_due on blob_removal (due_at);
