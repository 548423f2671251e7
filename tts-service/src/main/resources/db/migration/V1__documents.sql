-- Stored documents of every kind (module rest): pronunciation dictionaries and their versions.

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

comment on column document.body is 'JSON; text, because the reactive driver rewrites numbers in a json column';

create index document_by_creation on document (workspace, kind, created_at, id);
create index document_by_name on document (workspace, kind, name, id);
