-- When what of a conversation is deleted, fixed when it is concluded. What was concluded before has
-- no such time until its agent's settings are applied to what there is.
alter table conversation
  -- Unix seconds; null: it is kept.
  add column deletion_time         bigint,
  add column delete_transcript     boolean not null default false,
  add column delete_audio          boolean not null default false,
  add column transcript_deleted_at bigint,
  add column audio_deleted_at      bigint;

create index conversation_to_delete on conversation (deletion_time)
  where deletion_time is not null
    and (delete_transcript and transcript_deleted_at is null
      or delete_audio and audio_deleted_at is null);

create index conversation_concluded_of_agent on conversation (agent_id, conversation_id)
  where concluded_at is not null;

-- What agents were last seen to want, so that a change is applied to what there is once.
create table agent_retention (
  agent_id   text   primary key,
  settings   text   not null,
  -- Unix seconds: when the agent was saved like this.
  updated_at bigint not null
);

-- Deletions that other systems are still to be told of.
create table deletion_notice (
  id     text        primary key,
  -- JSON of the event's data.
  event  text        not null,
  due_at timestamptz not null default now()
);

create index deletion_notice_due on deletion_notice (due_at);
