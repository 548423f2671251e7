-- The knowledge base: documents and folders, what they say, and the indexes of it.

create table knowledge_document (
    workspace  text        not null,
    id         text        not null,
    type       text        not null,
    name       text        not null,
    url        text,
    filename   text,
    folder_id  text,
    size_bytes bigint      not null,
    characters int         not null,
    pages      float8      not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (workspace, id),
    -- No cascade: a document that comes into a folder while that is deleted keeps the folder.
    foreign key (workspace, folder_id) references knowledge_document
);

comment on column knowledge_document.type is 'text, url, file or folder';
comment on column knowledge_document.size_bytes is 'of what was sent or fetched';

create index knowledge_document_by_creation on knowledge_document (workspace, created_at, id);
create index knowledge_document_by_name on knowledge_document (workspace, name, id);
create index knowledge_document_by_folder on knowledge_document (workspace, folder_id);

-- Apart from the names, so that no list reads them.
create table knowledge_text (
    workspace text not null,
    id        text not null,
    text      text not null,
    html      text not null,
    primary key (workspace, id),
    foreign key (workspace, id) references knowledge_document on delete cascade
);

-- One index for each document and embedding model; also the queue of the work to be done.
create table knowledge_index (
    id          text        primary key,
    workspace   text        not null,
    document_id text        not null,
    model       text        not null,
    status      text        not null,
    progress    float8      not null,
    used_bytes  bigint      not null,
    reason      text,
    attempt     int         not null,
    tries       int         not null,
    touched_at  timestamptz not null,
    unique (workspace, document_id, model),
    foreign key (workspace, document_id) references knowledge_text on delete cascade
);

comment on column knowledge_index.attempt is
    'rises with each claim, so that who lost the work cannot finish it';
comment on column knowledge_index.tries is 'claims since the index was asked for';

create index knowledge_index_to_do on knowledge_index (touched_at)
    where status in ('created', 'processing');

create table knowledge_chunk (
    index_id text  not null references knowledge_index on delete cascade,
    position int   not null,
    content  text  not null,
    vector   bytea not null,
    primary key (index_id, position)
);

comment on column knowledge_chunk.vector is '32-bit floats, big endian';

-- Which documents an agent names, in its prompt or in a node of its workflow.
alter table agent add column knowledge jsonb not null generated always as (
    jsonb_path_query_array(document, '$.**.knowledge_base[*].id')
    || jsonb_path_query_array(document, '$.**.additional_knowledge_base[*].id')) stored;

create index agent_by_knowledge on agent using gin (knowledge);
