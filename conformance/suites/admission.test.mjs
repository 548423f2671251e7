// Hundreds of clients at once on two gateways that share one limit, while gateways are killed.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createAgent, removeAgent } from "../call/colloquy.mjs";
import { READY_MS, another, data, first, metrics, ready, total } from "../call/processes.mjs";
import { SocketCall } from "../call/socket-call.mjs";
import { Visitor, mostAtOnce, settled } from "../call/visitors.mjs";

const FAST = process.env.CONFORMANCE === "fast";
const LIMIT = 20;
const CONNECTIONS = FAST ? 200 : 500;
const ROUNDS = FAST ? 1 : 2;
const KILLS = FAST ? 1 : 4;
const LEASE_MS = 5_000;
/** Who is to be refused knows it by then. */
const SURE_MS = 250;

const WORKSPACE_FULL = "the workspace has as many calls as it may have at once";
/** What a gateway says that has just started, or that another one's death has kept waiting. */
const NOT_READY = "the gateway is not ready yet, try again in a moment";

const skip = data ? false : "COLLOQUY_DATA does not say where its processes are";
const timeout = READY_MS + 120_000;

/** A gateway with the limit, whose clients may be silent for as long as the suite takes. */
const gateway = (name) =>
  another(
    "gateway-service",
    {
      COLLOQUY_UPSTREAM_CONVERSATION: `http://127.0.0.1:${first("conversation-service").port}`,
      COLLOQUY_LIMITS_CONCURRENCY: String(LIMIT),
      COLLOQUY_LIMITS_REFRESH: "1s",
      COLLOQUY_GATEWAY_LEASE_TERM: `${LEASE_MS}ms`,
      COLLOQUY_GATEWAY_LEASE_RENEWAL: "500ms",
      COLLOQUY_GATEWAY_LIMIT_ADDRESS_PER_SECOND: "0",
      COLLOQUY_GATEWAY_CALL_INITIATION_GRACE: "300s",
      COLLOQUY_GATEWAY_CALL_CLIENT_SILENCE: "300s",
    },
    name,
  );

describe("one limit for two gateways", { skip, timeout }, () => {
  const gateways = [];
  const agents = {};
  let killedAt = 0;

  before(async () => {
    const quiet = { agent: { first_message: "" } };
    agents.plain = await createAgent("admission", quiet);
    agents.bursting = await createAgent("admission with burst", quiet, {
      call_limits: { bursting_enabled: true },
    });
    agents.chat = await createAgent("admission of chats", {
      conversation: { text_only: true },
    });
    gateways.push(await gateway("admission-0"), await gateway("admission-1"));
    await Promise.all(gateways.map(ready));
  });

  after(async () => {
    for (const { child } of gateways) {
      child.kill("SIGKILL");
      await child.gone;
    }
    for (const agentId of Object.values(agents)) {
      await removeAgent(agentId);
    }
  });

  const address = (n) => `ws://127.0.0.1:${gateways[n % gateways.length].port}`;

  /** So many at once, by turns through one gateway and the other. */
  const rush = (count, agentId) =>
    Array.from({ length: count }, (_, n) => new Visitor(address(n), agentId));

  const inside = (visitors) => visitors.filter((visitor) => visitor.isOpen);

  /** The sum over both gateways. */
  async function count(name, label) {
    const samples = await Promise.all(gateways.map(metrics));
    return samples.reduce((sum, each) => sum + total(each, name, label), 0);
  }

  async function slotsInUse(pool, expected) {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const used = await count("colloquy_gateway_slots", `pool="${pool}"`);
      if (used === expected) {
        return;
      }
      assert.ok(Date.now() < deadline, `${used} slots of ${pool} in use, not ${expected}`);
      await pause(50);
    }
  }

  /** Half of them as clients that are done, half as clients whose network is cut. */
  async function everybodyGoes(visitors) {
    inside(visitors).forEach((visitor, n) => visitor.end(n % 2 === 0));
    await slotsInUse("voice", 0);
  }

  for (const [what, agent, most] of [
    ["as many as the limit", "plain", LIMIT],
    ["three times as many with burst", "bursting", 3 * LIMIT],
  ]) {
    test(`of ${CONNECTIONS} at once ${what} are let in, again and again`, { timeout }, async () => {
      const marked = await count("colloquy_gateway_admitted_total", 'burst="true"');
      for (let round = 0; round < ROUNDS; round++) {
        const visitors = rush(CONNECTIONS, agents[agent]);
        await settled(visitors);

        assert.equal(inside(visitors).length, most);
        const refused = visitors.filter((visitor) => visitor.isRefused(WORKSPACE_FULL));
        assert.equal(refused.length, CONNECTIONS - most);
        await slotsInUse("voice", most);
        await everybodyGoes(visitors);
      }
      const now = await count("colloquy_gateway_admitted_total", 'burst="true"');
      assert.equal(now - marked, ROUNDS * (most - LIMIT));
    });
  }

  const skipped = FAST && "takes longer; CapacityTest shows it on one gateway";

  test("chats need a free slot at the door only", { timeout, skip: skipped }, async () => {
    const calls = rush(LIMIT - 3, agents.plain);
    await settled(calls);
    const chats = [];
    for (let n = 0; n <= LIMIT; n++) {
      chats.push(await SocketCall.start(agents.chat, { gateway: address(n) }));
    }
    await slotsInUse("chat", LIMIT + 1);
    await slotsInUse("voice", LIMIT - 3);

    const more = rush(3, agents.plain);
    await settled(more);
    assert.equal(inside(more).length, 3);
    const refused = new Visitor(address(0), agents.chat);
    await settled([refused]);
    assert.ok(refused.isRefused(WORKSPACE_FULL), JSON.stringify(refused.closed));

    await Promise.all(chats.map((chat) => chat.hangUp()));
    await slotsInUse("chat", 0);
    await everybodyGoes([...calls, ...more]);
  });

  test(`never more than the limit while gateways are killed`, { timeout }, async (t) => {
    const visitors = [];
    let storming = true;
    const storm = (async () => {
      for (let n = 0; storming; n++) {
        const visitor = new Visitor(address(n), agents.plain);
        visitors.push(visitor);
        // Some go at once, some stay; some in the middle of their handshake.
        setTimeout(() => visitor.end(Math.random() < 0.5), Math.random() * 3_000).unref();
        await pause(Math.random() * 8);
      }
    })();

    for (let kill = 0; kill < KILLS; kill++) {
      await pause(1_000 + Math.random() * 1_500);
      const victim = kill % 2;
      const { child, port } = gateways[victim];
      child.kill("SIGKILL");
      killedAt = Date.now();
      visitors.filter((v) => v.address.endsWith(`:${port}`)).forEach((v) => v.lose());
      await child.gone;
      if (!FAST) {
        gateways[victim] = await gateway(`admission-${victim}`);
        await ready(gateways[victim]);
      }
    }
    await pause(1_000);
    storming = false;
    await storm;
    visitors.forEach((visitor) => visitor.end());
    await settled(visitors);

    const isRefused = (v) => v.isRefused(WORKSPACE_FULL) || v.isRefused(NOT_READY);
    const inFor = ({ openedAt, goneAt }) => goneAt - openedAt;
    // Who left at once may have been about to be refused.
    const admitted = visitors.filter((v) => !isRefused(v) && inFor(v) > SURE_MS);
    // Nobody who was let in was sent away, and nobody was refused without a documented reason.
    const strange = admitted.filter((v) => !v.ended && v.closed.code !== 1006);
    assert.deepEqual(strange.map((v) => v.closed), []);
    const most = mostAtOnce(admitted);
    t.diagnostic(
      `${visitors.length} came, ${admitted.length} were let in, ${most} at once; ` +
        `${visitors.filter((v) => v.isRefused(NOT_READY)).length} found a gateway not ready`,
    );
    assert.ok(most <= LIMIT, `${most} at once`);
    assert.ok(admitted.length > LIMIT, "hardly anybody was let in");
  });

  test("no slot is lost: when the lease of the dead is over, all are free", { timeout }, async () => {
    if (FAST) {
      gateways.shift(); // the one that was killed
    }
    await pause(Math.max(0, killedAt + LEASE_MS - Date.now()));
    const visitors = rush(2 * LIMIT, agents.plain);
    await settled(visitors);
    assert.equal(inside(visitors).length, LIMIT);
    await everybodyGoes(visitors);
  });
});
