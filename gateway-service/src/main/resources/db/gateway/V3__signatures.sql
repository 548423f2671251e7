-- What signed URLs and tokens are signed with, where the configuration names no key. One row.
CREATE TABLE signing_key (
    id  integer PRIMARY KEY CHECK (id = 1),
    key bytea NOT NULL
);

-- Signatures that could be used once, and were. By the conversation that each of them opened.
CREATE TABLE spent_signature (
    conversation_id text PRIMARY KEY,
    expires_at      timestamptz NOT NULL
);

CREATE INDEX spent_signature_expires_at ON spent_signature (expires_at);

-- In which workspace a conversation was held; those of `default` are left out. A page gives its
-- feedback without a key, and so without a workspace.
CREATE TABLE conversation_workspace (
    conversation_id text PRIMARY KEY,
    workspace_id    text        NOT NULL,
    opened_at       timestamptz NOT NULL DEFAULT now()
);
