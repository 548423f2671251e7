-- API keys. The key itself is never stored.
CREATE TABLE api_key (
    id         text PRIMARY KEY,
    name       text        NOT NULL,
    -- SHA-256 of the key in lower-case hex. A key is random and long, so that a plain hash suffices.
    hash       text        NOT NULL UNIQUE,
    -- The first characters, so that people can tell their keys apart.
    prefix     text        NOT NULL,
    created_at timestamptz NOT NULL
);

-- Which gateway listens on which partition of audio.out. One row for each partition there is.
CREATE TABLE edge_lease (
    partition  integer PRIMARY KEY,
    holder     text,
    expires_at timestamptz NOT NULL DEFAULT '-infinity'
);
