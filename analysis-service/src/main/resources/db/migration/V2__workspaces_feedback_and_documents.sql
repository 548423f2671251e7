-- Whose a conversation is, what its caller thought of it, and what a list can be filtered by.
alter table conversation
  add column workspace          text not null default 'default',
  add column overall_score      text check (overall_score in ('like', 'dislike')),
  add column rating             integer check (rating between 1 and 5),
  add column comment            text,
  add column source             text generated always as (started ->> 'source') stored,
  add column text_only          boolean
    generated always as (cast(started ->> 'text_only' as boolean)) stored,
  add column main_language      text generated always as (started ->> 'language') stored,
  add column termination_reason text generated always as (ended ->> 'termination_reason') stored;

drop index conversation_newest;
drop index conversation_of_agent;
drop index conversation_of_user;

create index conversation_newest
  on conversation (workspace, started_at desc, conversation_id desc);
create index conversation_of_agent
  on conversation (workspace, agent_id, started_at desc, conversation_id desc);
create index conversation_of_user
  on conversation (workspace, user_id, started_at desc, conversation_id desc)
  where user_id is not null;

-- The words of what was said; who looks for them must write the same expression.
create index turn_words on turn
  using gin (to_tsvector('simple', left(said ->> 'message', 100000)));

-- Stored documents of every kind (module rest): tests of agents, their folders and invocations.
-- The columns beside the body repeat what a list needs, so that it reads no document.
create table document (
  workspace  text        not null,
  kind       text        not null,
  id         text        not null,
  name       text        not null,
  type       text        not null,
  size       bigint      not null,
  body       text        not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace, kind, id)
);

comment on column document.body is
  'JSON; text, because the reactive driver rewrites numbers in a json column';

create index document_by_creation on document (workspace, kind, created_at, id);
create index document_by_name on document (workspace, kind, name, id);
