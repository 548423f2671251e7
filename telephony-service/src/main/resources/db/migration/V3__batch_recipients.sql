-- Whom a batch calls. One row each, so that a call changes one of 10,000 and not a document of all.

create table batch_recipient (
    workspace       text   not null,
    batch_id        text   not null,
    position        int    not null,
    id              text   not null,
    status          text   not null check (status in
        ('pending', 'initiated', 'in_progress', 'completed', 'failed', 'cancelled', 'voicemail')),
    created_at_unix bigint not null,
    updated_at_unix bigint not null,
    conversation_id text,
    request         text   not null,
    primary key (workspace, batch_id, position),
    unique (workspace, batch_id, id)
);

comment on column batch_recipient.position is 'from 0, in the order of the request';
comment on column batch_recipient.request is 'JSON, as the client sent it';

create index batch_recipient_by_status on batch_recipient (workspace, batch_id, status, position);
