-- Each agent is in one workspace, and a list shows those of one.

alter table agent add column workspace text not null default 'default';
alter table agent alter column workspace drop default;

drop index agent_by_creation;
drop index agent_by_name;
create index agent_by_creation on agent (workspace, created_at, id);
create index agent_by_name on agent (workspace, name, id);

-- The picture that the widget of an agent shows.
create table avatar (
    agent_id   text        primary key references agent (id) on delete cascade,
    media_type text        not null,
    picture    bytea       not null
);
