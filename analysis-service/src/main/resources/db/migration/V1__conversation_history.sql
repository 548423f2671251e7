-- What is known of each conversation. The columns beside the two events are derived from the events
-- and the turns, so that a list needs neither.
create table conversation (
  conversation_id text    primary key,
  agent_id        text    not null,
  agent_name      text,
  user_id         text,
  started         jsonb,
  ended           jsonb,
  -- Unix seconds; null while only turns have arrived. Such a conversation is not shown yet.
  started_at      bigint,
  duration_secs   integer not null,
  message_count   integer not null,
  status          text    not null,
  call_successful text    not null
);

create index conversation_newest on conversation (started_at desc, conversation_id desc);
create index conversation_of_agent on conversation (agent_id, started_at desc, conversation_id desc);
create index conversation_of_user on conversation (user_id, started_at desc, conversation_id desc)
  where user_id is not null;

create table turn (
  conversation_id   text    not null references conversation on delete cascade,
  turn_index        integer not null,
  time_in_call_secs integer not null,
  said              jsonb   not null,
  primary key (conversation_id, turn_index)
);

-- Deleted conversations. Nothing but the id is kept, so that a late event does not bring one back.
create table forgotten (
  conversation_id text        primary key,
  forgotten_at    timestamptz not null
);
