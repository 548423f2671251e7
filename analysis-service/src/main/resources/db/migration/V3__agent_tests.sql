-- Tests of agents, and the folders in which they lie.
create table agent_test (
  workspace  text        not null,
  id         text        not null,
  name       text        not null,
  type       text        not null,
  folder     boolean     not null,
  -- Null at the top.
  parent_id  text,
  -- JSON as its client wrote it; text, so that every number stays as it is.
  body       text        not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace, id),
  -- What lies in a folder goes with it.
  foreign key (workspace, parent_id) references agent_test on delete cascade
);

create index agent_test_newest on agent_test (workspace, created_at desc, id desc);
create index agent_test_folders_first
  on agent_test (workspace, folder desc, created_at desc, id desc);
create index agent_test_of_folder on agent_test (workspace, parent_id, created_at desc, id desc);
