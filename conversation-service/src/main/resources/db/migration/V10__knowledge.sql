-- What the documents of the knowledge base say. Their names and sizes lie in the table document.

create table knowledge_text (
    workspace text not null,
    id        text not null,
    text      text not null,
    html      text not null,
    primary key (workspace, id)
);

-- The files as they were uploaded, apart from the text, so that no question reads them.
create table knowledge_file (
    workspace text  not null,
    id        text  not null,
    name      text  not null,
    content   bytea not null,
    primary key (workspace, id),
    foreign key (workspace, id) references knowledge_text on delete cascade
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
    touched_at  timestamptz not null,
    unique (workspace, document_id, model),
    foreign key (workspace, document_id) references knowledge_text on delete cascade
);

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
