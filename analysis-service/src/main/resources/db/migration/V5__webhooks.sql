-- Where a workspace wants its events, what happened, what is to be brought where, and each attempt.
create table webhook (
  id               text        primary key,
  workspace        text        not null,
  name             text        not null,
  url              text        not null,
  -- Sealed, like both secrets: a header may hold one as well. JSON of names and values.
  request_headers  text,
  secret           text        not null,
  -- Signs beside the new one until its time is over.
  previous_secret  text,
  previous_until   timestamptz,
  state            text        not null check (state in ('ENABLED', 'DISABLED', 'AUTO_DISABLED')),
  retry_enabled    boolean     not null,
  -- JSON: events of the whole workspace that a client has put down here.
  events           text        not null,
  created_at       timestamptz not null,
  -- Events in a row that were given up.
  failures         integer     not null,
  -- Attempts in a row that failed: a receiver that is down is asked by one at a time.
  failing          integer     not null,
  last_success_at  timestamptz,
  last_failure_at  timestamptz,
  -- Null if the receiver did not answer at all.
  last_failure     integer,
  -- When it was last given something: whoever waits longest is next.
  served_at        timestamptz
);

create index webhook_of_workspace on webhook (workspace, created_at, id);

-- What happened, once, whoever is told of it and however often.
create table webhook_event (
  id              text        primary key,
  workspace       text        not null,
  kind            text        not null,
  agent_id        text        not null,
  conversation_id text        not null,
  happened_at     timestamptz not null,
  -- The bytes that are sent. Null where a recording is sent, which lies elsewhere, and after its time.
  body            bytea,
  body_sha256     text,
  -- False: one attempt, whatever comes of it.
  retried         boolean     not null,
  -- False: the body goes with the last attempt.
  kept            boolean     not null
);

create index webhook_event_of_conversation on webhook_event (conversation_id);
create index webhook_event_by_age on webhook_event (happened_at);
create index webhook_event_with_body on webhook_event (happened_at) where body is not null;

create table webhook_delivery (
  -- The order in which the events of a conversation are brought.
  seq             bigint      generated always as identity primary key,
  id              text        not null unique,
  webhook_id      text        not null references webhook on delete cascade,
  event_id        text        not null references webhook_event on delete cascade,
  kind            text        not null,
  conversation_id text        not null,
  status          text        not null
    check (status in ('PENDING', 'DELIVERED', 'FAILED', 'SKIPPED')),
  attempts        integer     not null,
  -- When it is tried (again); while it is leased, when the lease is over.
  due_at          timestamptz not null,
  -- Who brings it now. One whose time is over counts as nobody.
  lease           text,
  replayed        boolean     not null,
  created_at      timestamptz not null
);

create index webhook_delivery_due on webhook_delivery (webhook_id, due_at, seq)
  where status = 'PENDING';
create index webhook_delivery_order on webhook_delivery (webhook_id, conversation_id, kind, seq)
  where status = 'PENDING';
-- Few, however many wait: they are counted whenever more are taken.
create index webhook_delivery_under_way on webhook_delivery (webhook_id, due_at)
  where status = 'PENDING' and lease is not null;
create index webhook_delivery_of_webhook on webhook_delivery (webhook_id, seq);
create index webhook_delivery_of_event on webhook_delivery (event_id);

create table webhook_attempt (
  delivery_seq bigint      not null references webhook_delivery on delete cascade,
  number       integer     not null,
  started_at   timestamptz not null,
  took_ms      integer     not null,
  outcome      text        not null,
  -- Of the answer; null if there was none.
  status       integer,
  body_sha256  text,
  primary key (delivery_seq, number)
);
