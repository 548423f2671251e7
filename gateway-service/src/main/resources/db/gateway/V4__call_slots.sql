-- Conversations that count against a limit, one row each (docs/adr/0019). A row counts while its
-- holder has a place in edge_lease, so that nothing has to be cleared up before others may go on.
CREATE TABLE call_slot (
    conversation_id text PRIMARY KEY,
    -- The run of a gateway that has the client's socket.
    holder          text    NOT NULL,
    workspace_id    text    NOT NULL,
    agent_id        text    NOT NULL,
    pool            text    NOT NULL DEFAULT 'voice' CHECK (pool IN ('voice', 'chat')),
    burst           boolean NOT NULL DEFAULT false,
    -- The day on which it is counted, where the agent has a daily limit.
    day             date
);

CREATE INDEX call_slot_holder ON call_slot (holder);

-- How many rows of call_slot there are, by workspace and by agent, one row for each gateway: what
-- is to be added up are gateways, never calls. Kept by a trigger.
CREATE TABLE slot_tally (
    -- 'workspace:<id>' or 'agent:<id>'
    subject text    NOT NULL,
    pool    text    NOT NULL,
    holder  text    NOT NULL,
    used    integer NOT NULL,
    PRIMARY KEY (subject, pool, holder)
);

-- How many conversations an agent with a daily limit has begun. Days are those of UTC.
CREATE TABLE agent_day (
    agent_id text    NOT NULL,
    day      date    NOT NULL,
    calls    integer NOT NULL,
    PRIMARY KEY (agent_id, day)
);

-- The workspace's own limit of calls at once; null for the operator's.
ALTER TABLE workspace ADD COLUMN concurrency_limit integer;

CREATE FUNCTION tally_slot(of_subject text, of_pool text, of_holder text, change integer)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO gateway.slot_tally AS tally (subject, pool, holder, used)
    VALUES (of_subject, of_pool, of_holder, change)
    ON CONFLICT (subject, pool, holder) DO UPDATE SET used = tally.used + excluded.used;
$$;

-- Locks rows always in this order, so that no two wait for each other: voice before chat, the
-- workspace before the agent.
CREATE FUNCTION tally_slots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        PERFORM gateway.tally_slot('workspace:' || OLD.workspace_id, OLD.pool, OLD.holder, -1);
        PERFORM gateway.tally_slot('agent:' || OLD.agent_id, OLD.pool, OLD.holder, -1);
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        PERFORM gateway.tally_slot('workspace:' || NEW.workspace_id, NEW.pool, NEW.holder, 1);
        PERFORM gateway.tally_slot('agent:' || NEW.agent_id, NEW.pool, NEW.holder, 1);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER tally_slots AFTER INSERT OR DELETE OR UPDATE OF pool ON call_slot
FOR EACH ROW EXECUTE FUNCTION tally_slots();

CREATE FUNCTION slots_in_use(of_subject text, of_pool text) RETURNS bigint
LANGUAGE sql AS $$
    SELECT coalesce(sum(tally.used), 0)
    FROM gateway.slot_tally tally
    WHERE tally.subject = of_subject AND tally.pool = of_pool
      -- One who moves from place to place may have two for a moment.
      AND EXISTS (SELECT FROM gateway.edge_lease lease
                  WHERE lease.holder = tally.holder AND lease.expires_at > clock_timestamp());
$$;

-- Admissions of one workspace come one after the other. Released at the end of the transaction.
CREATE FUNCTION lock_slots(of_workspace text) RETURNS void LANGUAGE sql AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('gateway.call_slot ' || of_workspace, 0));
$$;

-- The whole of an admission in one round trip. Each statement of a volatile function sees what was
-- committed before it, and so what others did while this one waited for the lock.
--   standard  up to so many calls of the workspace are no burst
--   most...   the most at once, and of the day; 2147483647 for no limit
CREATE FUNCTION take_slot(
    conversation text, of_holder text, of_workspace text, of_agent text,
    standard integer, most integer, most_of_agent integer, most_of_day integer, today date)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    in_use bigint;
    is_burst boolean;
    counts_day boolean := most_of_day < 2147483647;
BEGIN
    PERFORM gateway.lock_slots(of_workspace);
    IF NOT EXISTS (SELECT FROM gateway.edge_lease
                   WHERE holder = of_holder AND expires_at > clock_timestamp()) THEN
        RETURN 'LOST';
    END IF;
    in_use := gateway.slots_in_use('workspace:' || of_workspace, 'voice');
    IF in_use >= most THEN
        RETURN 'WORKSPACE_FULL';
    END IF;
    IF gateway.slots_in_use('agent:' || of_agent, 'voice') >= most_of_agent THEN
        RETURN 'AGENT_FULL';
    END IF;
    IF counts_day AND most_of_day <= coalesce((SELECT calls FROM gateway.agent_day
                                              WHERE agent_id = of_agent AND day = today), 0) THEN
        RETURN 'DAY_USED_UP';
    END IF;
    is_burst := in_use >= standard;
    INSERT INTO gateway.call_slot (conversation_id, holder, workspace_id, agent_id, burst, day)
    VALUES (conversation, of_holder, of_workspace, of_agent, is_burst,
            CASE WHEN counts_day THEN today END);
    IF counts_day THEN
        INSERT INTO gateway.agent_day AS counted (agent_id, day, calls)
        VALUES (of_agent, today, 1)
        ON CONFLICT (agent_id, day) DO UPDATE SET calls = counted.calls + 1;
    END IF;
    RETURN CASE WHEN is_burst THEN 'BURST' ELSE 'STANDARD' END;
END $$;

CREATE FUNCTION move_slot_to_chat(conversation text, most integer, most_of_agent integer)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    slot gateway.call_slot;
BEGIN
    SELECT * INTO slot FROM gateway.call_slot WHERE conversation_id = conversation;
    IF NOT FOUND THEN
        RETURN 'LOST';
    END IF;
    PERFORM gateway.lock_slots(slot.workspace_id);
    IF gateway.slots_in_use('workspace:' || slot.workspace_id, 'chat') >= most THEN
        RETURN 'WORKSPACE_FULL';
    END IF;
    IF gateway.slots_in_use('agent:' || slot.agent_id, 'chat') >= most_of_agent THEN
        RETURN 'AGENT_FULL';
    END IF;
    UPDATE gateway.call_slot SET pool = 'chat', burst = false
    WHERE conversation_id = conversation AND pool = 'voice';
    RETURN CASE WHEN FOUND THEN 'STANDARD' ELSE 'LOST' END;
END $$;

-- A conversation that never began gives its place in the day back as well.
CREATE FUNCTION free_slot(conversation text, began boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    gone gateway.call_slot;
BEGIN
    DELETE FROM gateway.call_slot WHERE conversation_id = conversation RETURNING * INTO gone;
    IF gone.day IS NOT NULL AND NOT began THEN
        UPDATE gateway.agent_day SET calls = calls - 1
        WHERE agent_id = gone.agent_id AND day = gone.day AND calls > 0;
    END IF;
END $$;

-- Clears away what no longer counts: rows of gateways that are gone, and days that are over. Each
-- statement decides by one snapshot: a gateway that comes back under its name loses nothing new.
CREATE FUNCTION forget_slots() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtextextended('gateway.forget_slots', 0)) THEN
        RETURN;
    END IF;
    DELETE FROM gateway.call_slot WHERE holder IN (
        SELECT DISTINCT tally.holder FROM gateway.slot_tally tally
        WHERE NOT EXISTS (SELECT FROM gateway.edge_lease lease
                          WHERE lease.holder = tally.holder
                            AND lease.expires_at > clock_timestamp()));
    DELETE FROM gateway.slot_tally tally
    WHERE used <= 0
      AND NOT EXISTS (SELECT FROM gateway.edge_lease lease
                      WHERE lease.holder = tally.holder
                        AND lease.expires_at > clock_timestamp());
    DELETE FROM gateway.agent_day WHERE day < (now() AT TIME ZONE 'UTC')::date - 1;
END $$;
