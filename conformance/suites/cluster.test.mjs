// Two gateways and two conversation-services share the calls, and one takes over from the other.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { demoAgentId, socketUrl, storedConversation } from "../call/colloquy.mjs";
import { READY_MS, another, data, first, ready } from "../call/processes.mjs";
import { SocketCall } from "../call/socket-call.mjs";
import { KNOWN } from "../questions/demo.mjs";

const TAKEOVER_MS = 30_000;
const CALLS = 12;
const timeout = READY_MS + 60_000;

const skip = data ? false : "COLLOQUY_DATA does not say where its processes are";

async function metric(port, name) {
  const text = await (await fetch(`http://127.0.0.1:${port}/q/metrics`)).text();
  const line = text.split("\n").find((l) => l.startsWith(name));
  return line ? Number(line.split(" ").at(-1)) : 0;
}

const started = (port) => metric(port, "colloquy_conversations_started_total");
const running = (port) => metric(port, "colloquy_conversations_running");

/** Asks what the demo agent knows and waits for the answer in text and sound. */
async function askAndHear(call, { question, keyWords }, patienceMs) {
  const answer = call.nextAnswer(patienceMs);
  call.send({ type: "user_message", text: question });
  const { text, eventId } = await answer;
  keyWords.forEach((word) => assert.ok(text.toLowerCase().includes(word), `"${text}": ${word}`));
  await call.first("audio", ({ audio_event: e }) => e.event_id === eventId, patienceMs);
}

describe("two instances of each", { skip, timeout }, () => {
  const more = {};

  before(async () => {
    more.conversation = await another("conversation-service");
    more.gateway = await another("gateway-service", {
      COLLOQUY_UPSTREAM_CONVERSATION: `http://127.0.0.1:${first("conversation-service").port}`,
      COLLOQUY_UPSTREAM_ANALYSIS: `http://127.0.0.1:${first("analysis-service").port}`,
    });
    await ready(more.conversation);
    await ready(more.gateway);
  });

  after(async () => {
    for (const { child } of Object.values(more)) {
      child.kill("SIGKILL");
      await child.gone;
    }
  });

  const gateways = () => [socketUrl, `ws://127.0.0.1:${more.gateway.port}`];

  test("calls through both gateways are answered, and both owners have some", { timeout }, async () => {
    const owners = [first("conversation-service").port, more.conversation.port];
    const before = await Promise.all(owners.map(started));
    for (let n = 0; n < CALLS; n++) {
      const call = await SocketCall.start(demoAgentId, { gateway: gateways()[n % 2] });
      await call.first("agent_response");
      await askAndHear(call, KNOWN[n % KNOWN.length]);
      await call.hangUp();
      assert.ok((await storedConversation(call.conversationId)).transcript.length >= 3);
    }
    const after = await Promise.all(owners.map(started));
    after.forEach((count, n) => assert.ok(count > before[n], `owner ${n} had no call`));
  });

  test("the calls of a killed owner are taken over by the other", { timeout }, async (t) => {
    const calls = [];
    while (calls.length < 2 || (await running(more.conversation.port)) === 0) {
      assert.ok(calls.length < 2 * CALLS, "the second owner gets no call");
      const call = await SocketCall.start(demoAgentId, { gateway: gateways()[calls.length % 2] });
      await call.first("agent_response");
      calls.push(call);
    }
    more.conversation.child.kill("SIGKILL");
    await more.conversation.child.gone;
    const killedAt = Date.now();

    await Promise.all(calls.map((call) => askAndHear(call, KNOWN[0], TAKEOVER_MS)));
    t.diagnostic(`${calls.length} calls, all answered ${Date.now() - killedAt} ms after the kill`);
    await Promise.all(calls.map((call) => call.hangUp()));
    for (const { conversationId } of calls) {
      const { transcript } = await storedConversation(conversationId);
      assert.equal(transcript.filter(({ role }) => role === "user").length, 1);
    }
  });
});
