// Clients that send nonsense: they hurt nobody but themselves, and leave nothing behind.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, test } from "node:test";
import { Caller } from "../call/caller.mjs";
import { createAgent, removeAgent } from "../call/colloquy.mjs";
import {
  collectGarbage,
  data,
  errorsSince,
  logLengths,
  metrics,
  services,
  total,
} from "../call/processes.mjs";
import { found } from "../audio/recognise.mjs";
import { fuzz } from "../fuzz/client.mjs";
import { CLOSING_TIME, PROMPT, spoken } from "../questions/spoken.mjs";

const hurry = process.env.CONFORMANCE === "fast";
const FRAMES = Number(process.env.CONFORMANCE_FRAMES ?? (hurry ? 5_000 : 100_000));
const SEED = Number(process.env.CONFORMANCE_SEED ?? 20_26);
const CLIENTS = 8;
/** The first frames load classes and fill caches; what is held is compared from then on. */
const WARM_UP = Math.min(5_000, FRAMES / 2);

const timeout = 900_000;
const ANSWER_PATIENCE_MS = 20_000;
const CALM_PATIENCE_MS = 60_000;
/** What a service may hold more than before without being called leaky. */
const MORE = { threads: 24, files: 40, heapBytes: 24 * 1024 * 1024 };

const skip = data ? false : "COLLOQUY_DATA does not say where its processes are";

/** What must be back at where it was: who is in a call, and what waits. */
const COUNTS = [
  "colloquy_gateway_sessions",
  "colloquy_conversations_running",
  "colloquy_llm_running",
  "colloquy_tts_queue_pieces",
];

async function held(service) {
  const samples = await metrics(service);
  return {
    name: service.name,
    threads: total(samples, "jvm_threads_live_threads"),
    files: total(samples, "process_files_open_files"),
    heapBytes: total(samples, "jvm_memory_used_bytes", 'area="heap"'),
    failures: total(samples, "http_server_requests_seconds_count", 'outcome="SERVER_ERROR"'),
    counts: COUNTS.map((name) => total(samples, name)),
  };
}

/** What each service holds once nobody calls and its garbage is gone. */
async function heldInCalm() {
  const deadline = performance.now() + CALM_PATIENCE_MS;
  for (;;) {
    const now = await Promise.all(services().map(held));
    const busy = now.filter(({ counts }) => counts.some((count) => count > 0));
    if (busy.length === 0) {
      break;
    }
    assert.ok(performance.now() < deadline, `still in calls: ${JSON.stringify(busy)}`);
    await pause(500);
  }
  services().forEach(collectGarbage);
  return Promise.all(services().map(held));
}

describe("nonsense from clients", { skip }, () => {
  let agentId;
  let logs;
  let atFirst;
  let goingOn = true;
  let conversation;

  const attack = (seed, frames) =>
    Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        fuzz(agentId, seed + 1_000 * i, Math.ceil(frames / CLIENTS)),
      ),
    );

  /** A spoken conversation that goes on and on; tells how long each answer took. */
  async function wellBehaved() {
    const caller = await Caller.calls(agentId);
    const took = [];
    try {
      while (goingOn) {
        const n = caller.got("agent_response").length;
        const { end } = caller.says(spoken(CLOSING_TIME));
        await end;
        const endedMs = performance.now();
        const answer = await caller.gets("agent_response", n, ANSWER_PATIENCE_MS);
        took.push(answer.atMs - endedMs);
        assert.deepEqual(
          found(CLOSING_TIME.keyWords, answer.agent_response),
          CLOSING_TIME.keyWords,
          answer.agent_response,
        );
        await caller.hearsOut(answer.event_id);
      }
      return { took, caller };
    } finally {
      await caller.hangsUp();
    }
  }

  before(
    async () => {
      agentId = await createAgent(
        "Conformance: fuzz",
        {
          agent: { first_message: "", prompt: { llm: "builtin", prompt: PROMPT } },
          turn: { turn_timeout: 30 },
        },
        { overrides: { conversation_config_override: { conversation: { text_only: true } } } },
      );
      logs = logLengths();
      await attack(SEED + 500, WARM_UP);
      atFirst = { held: await heldInCalm(), services: services() };
      conversation = wellBehaved();
    },
    { timeout },
  );
  after(() => removeAgent(agentId));

  test(`${FRAMES} frames of it are survived (seed ${SEED})`, { timeout }, async (t) => {
    const began = performance.now();
    const tallies = await attack(SEED, FRAMES);
    const seconds = (performance.now() - began) / 1000;
    const sum = (counts) =>
      counts.reduce((all, one) => {
        Object.entries(one).forEach(([name, n]) => (all[name] = (all[name] ?? 0) + n));
        return all;
      }, {});
    const sent = sum(tallies.map((tally) => tally.sent));
    const endings = sum(tallies.map((tally) => tally.endings));
    const calls = tallies.reduce((all, tally) => all + tally.calls, 0);
    t.diagnostic(`${calls} conversations in ${seconds.toFixed(0)} s`);
    t.diagnostic(`sent ${JSON.stringify(sent)}`);
    t.diagnostic(`ended ${JSON.stringify(endings)}`);

    assert.ok(Object.values(sent).reduce((a, b) => a + b) >= FRAMES);
    const strange = Object.keys(endings).filter(
      (ending) => !/^(by the client|cut off, still sending too much|1000 |1002 .+|1007 .+|1008 .+|1009 .+)$/.test(ending),
    );
    assert.deepEqual(strange, [], "sockets ended without a reason, or for one that is not the client's");
  });

  test("a conversation beside it is answered all the while, and by the right words", { timeout }, async (t) => {
    goingOn = false;
    const { took, caller } = await conversation;
    const sorted = took.toSorted((a, b) => a - b);
    t.diagnostic(`${took.length} answers, the median after ${sorted[took.length >> 1].toFixed(0)} ms`);
    assert.ok(took.length > 0);
    assert.deepEqual(caller.got("error"), []);
    assert.deepEqual(caller.got("interruption"), []);
    const ids = caller.got("agent_response").map(({ event_id: id }) => id);
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b));
    assert.equal((await caller.ended).code, 1000);
  });

  test("nothing of it is left: no call, no thread, no file, no memory", { timeout }, async (t) => {
    const now = await heldInCalm();
    for (const { name, threads, files, heapBytes } of now) {
      const before = atFirst.held.find((service) => service.name === name);
      const megabytes = (bytes) => Math.round(bytes / 1024 / 1024);
      t.diagnostic(
        `${name}: ${before.threads} to ${threads} threads, ${before.files} to ${files} files, ` +
          `${megabytes(before.heapBytes)} to ${megabytes(heapBytes)} MB of heap`,
      );
      assert.ok(threads <= before.threads + MORE.threads, `${name}: ${threads} threads`);
      assert.ok(files <= before.files + MORE.files, `${name}: ${files} open files`);
      assert.ok(heapBytes <= before.heapBytes + MORE.heapBytes, `${name}: ${heapBytes} bytes`);
    }
  });

  test("no service failed, fell or logged an error", { timeout }, async () => {
    const now = await Promise.all(services().map(held));
    assert.deepEqual(
      now.map(({ failures }) => failures),
      atFirst.held.map(({ failures }) => failures),
      "answers of 500 and above",
    );
    assert.deepEqual(errorsSince(logs), []);
    assert.deepEqual(services(), atFirst.services, "a service was started again");
  });
});
