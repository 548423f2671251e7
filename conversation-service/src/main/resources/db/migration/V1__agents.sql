-- The agents as they are now, and what is still to be told about them.

-- The columns beside the document repeat what a list needs, so that it reads no document.
create table agent (
    id         text        primary key,
    document   jsonb       not null,
    name       text        not null,
    voice_id   text        not null,
    tags       text[]      not null,
    archived   boolean     not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index agent_by_creation on agent (created_at, id);
create index agent_by_name on agent (name, id);

-- A message is written in the transaction of the change that it tells of, and removed once the
-- broker has acknowledged it. The id gives the order.
create table outbox (
    id          bigint      generated always as identity primary key,
    topic       text        not null,
    message_key text        not null,
    headers     jsonb       not null,
    body        bytea,
    created_at  timestamptz not null
);

comment on column outbox.body is 'null removes the key from a compacted topic';

create index outbox_by_key on outbox (topic, message_key, id);
