-- Files that users send in a conversation. They are there while it goes on, and go with its row.

create table open_conversation (
    id        text        primary key,
    workspace text        not null,
    max_files int         not null,
    opened_at timestamptz not null default now()
);

create index open_conversation_by_age on open_conversation (opened_at);

create table conversation_file (
    id              text    primary key,
    conversation_id text    not null references open_conversation on delete cascade,
    name            text    not null,
    media_type      text    not null,
    size_bytes      bigint  not null,
    used            boolean not null default false,
    bytes           bytea   not null,
    words           text
);

comment on column conversation_file.used is 'the model was told of it, so that it cannot be taken back';
comment on column conversation_file.words is 'what is to be read in it, once somebody has asked';

-- What is a picture or a PDF hardly shrinks any more.
alter table conversation_file alter column bytes set storage external;

create index conversation_file_by_conversation on conversation_file (conversation_id);
