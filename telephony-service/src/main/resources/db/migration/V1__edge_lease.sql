-- Which instance of this service listens to which partition of audio.out. The partitions are those
-- that gateways do not lease: from Topics.GATEWAY_EDGES (32) up to Topics.EDGE_PARTITIONS (64).
-- A lease that has expired may be taken by anybody.
create table edge_lease (
  partition  integer     primary key check (partition between 32 and 63),
  holder     text,
  expires_at timestamptz not null default '-infinity'
);

insert into edge_lease (partition) select generate_series(32, 63);
