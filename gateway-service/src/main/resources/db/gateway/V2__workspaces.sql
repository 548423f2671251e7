-- Whose a key is. What belongs to one workspace cannot be seen from another.
CREATE TABLE workspace (
    id         text PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL
);

INSERT INTO workspace (id, name, created_at) VALUES ('default', 'Default', now());

ALTER TABLE api_key
    ADD COLUMN workspace_id text NOT NULL DEFAULT 'default' REFERENCES workspace (id),
    -- May make workspaces and keys.
    ADD COLUMN admin boolean NOT NULL DEFAULT false;

CREATE INDEX api_key_workspace ON api_key (workspace_id, created_at);
