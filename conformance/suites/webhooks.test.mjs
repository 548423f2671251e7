// Webhooks: the official SDK makes them, a call ends, and whoever verifies what comes takes it for
// genuine.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { createAgent, removeAgent, rest } from "../call/colloquy.mjs";
import { TextSession } from "../call/official-client.mjs";
import { Receiver } from "../call/receiver.mjs";
import { elevenLabs, refused } from "../call/sdk.mjs";
import { verifiers } from "../webhooks/verifiers.mjs";

const timeout = 60_000;
const ARRIVAL_MS = 45_000;

const { webhooks, conversationalAi } = elevenLabs();
const chatty = {
  conversation: { text_only: true },
  agent: { first_message: "Hello.", prompt: { llm: "builtin" } },
};

async function created(webhookUrl) {
  const settings = { authType: "hmac", name: "Conformance", webhookUrl };
  const { webhookId, webhookSecret } = await webhooks.create({ settings });
  return { id: webhookId, secret: webhookSecret };
}

const listed = async (id) => {
  const { webhooks: all } = await webhooks.list({ includeUsages: true });
  return all.find(({ webhookId }) => webhookId === id);
};

async function chat(agentId) {
  const session = await TextSession.start(agentId);
  try {
    await session.message(0);
    await session.ask("Grüße 👋 — is there anybody?");
    return session.conversationId;
  } finally {
    await session.end();
  }
}

async function arrived(receiver, count) {
  const end = Date.now() + ARRIVAL_MS;
  while (receiver.requests.length < count) {
    assert.ok(Date.now() < end, `${receiver.requests.length} of ${count} events have come`);
    await pause(100);
  }
  return receiver.requests.at(-1);
}

describe("the official SDK", () => {
  test("makes, lists, changes and deletes a webhook", { timeout }, async () => {
    const { id, secret } = await created("https://receiver.example/hook");
    assert.match(secret, /^whsec_/);
    const fresh = await listed(id);
    assert.equal(fresh.webhookUrl, "https://receiver.example/hook");
    assert.deepEqual([fresh.isDisabled, fresh.isAutoDisabled, fresh.authType], [false, false, "hmac"]);
    assert.deepEqual(fresh.usage, []);
    await webhooks.update(id, { isDisabled: true, name: "Renamed", retryEnabled: false });
    const changed = await listed(id);
    assert.deepEqual([changed.name, changed.isDisabled], ["Renamed", true]);
    assert.ok(!JSON.stringify(changed).includes(secret));
    await webhooks.delete(id);
    assert.equal(await listed(id), undefined);
    await refused(webhooks.delete(id), 404);
  });

  test("is refused an address without TLS on the Internet", { timeout }, async () => {
    await refused(created("http://1.1.1.1/hook"), 422);
  });
});

describe("a call that ends", () => {
  let receiver;
  let webhook;
  let agentId;
  let conversationId;
  let event;

  before(async () => {
    receiver = await Receiver.listen(() => ({ status: 200, body: {} }));
    webhook = await created(receiver.url);
    const own = { post_call_webhook_id: webhook.id, events: ["transcript"] };
    agentId = await createAgent("webhooks", chatty, { workspace_overrides: { webhooks: own } });
    conversationId = await chat(agentId);
    event = await arrived(receiver, 1);
  });

  after(async () => {
    await removeAgent(agentId);
    await webhooks.delete(webhook.id);
    await receiver.close();
  });

  test("is told to the webhook of its agent, as the SDK verifies", { timeout }, async () => {
    const header = event.headers["elevenlabs-signature"];
    const { type, data } = await webhooks.constructEvent(event.body, header, webhook.secret);
    assert.equal(type, "post_call_transcription");
    assert.equal(data.conversation_id, conversationId);
    await assert.rejects(webhooks.constructEvent(`${event.body} `, header, webhook.secret));
    await assert.rejects(webhooks.constructEvent(event.body, header, "whsec_other"));
  });

  for (const [name, verify] of Object.entries(verifiers)) {
    test(`is genuine to ${name}, and to nobody with another secret`, { timeout }, async () => {
      await verify(event, webhook.secret);
      await assert.rejects(async () => verify(event, `whsec_${"A".repeat(43)}=`));
    });
  }

  test("is told as GET tells it, in the words that were typed", { timeout }, async () => {
    const { data, event_timestamp: at } = JSON.parse(event.body);
    const { body: stored } = await rest("GET", `/v1/convai/conversations/${conversationId}`);
    assert.deepEqual(data, stored);
    assert.ok(data.transcript.some(({ message }) => message?.includes("Grüße 👋")));
    assert.equal(data.status, "done");
    assert.ok(data.analysis);
    assert.ok(Math.abs(at - Date.now() / 1000) < 300);
  });

  test("is noted down, and told again with the same id when that is asked for", { timeout }, async () => {
    const path = `/v1/workspace/webhooks/${webhook.id}/deliveries`;
    const { body } = await rest("GET", `${path}?conversation_id=${conversationId}`);
    assert.equal(body.deliveries.length, 1);
    const [delivery] = body.deliveries;
    assert.equal(delivery.event_id, event.headers["webhook-id"]);
    await rest("POST", `${path}/${delivery.delivery_id}/replay`);
    const again = await arrived(receiver, 2);
    assert.equal(again.headers["webhook-id"], delivery.event_id);
    assert.equal(again.body, event.body);
  });

  test("is told to the webhook in the settings, where its agent names none", { timeout }, async () => {
    const general = await Receiver.listen(() => ({ status: 200, body: {} }));
    const { id } = await created(general.url);
    const other = await createAgent("webhooks by settings", chatty);
    try {
      await conversationalAi.settings.update({ webhooks: { postCallWebhookId: id } });
      await chat(other);
      const told = await arrived(general, 1);
      assert.equal(JSON.parse(told.body).data.agent_id, other);
      assert.deepEqual((await listed(id)).usage, [{ usageType: "ConvAI Settings" }]);
    } finally {
      await rest("PATCH", "/v1/convai/settings", { webhooks: { post_call_webhook_id: null } });
      await removeAgent(other);
      await webhooks.delete(id);
      await general.close();
    }
  });
});
