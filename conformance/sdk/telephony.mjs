import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { demoAgentId } from "../call/colloquy.mjs";
import { colloquy, refused, timeout } from "../call/sdk.mjs";

describe("phone numbers and batches", () => {
  let phoneNumberId;
  after(() => phoneNumberId && colloquy.phoneNumbers.delete(phoneNumberId));

  test("a number is imported, given to an agent, and keeps its secrets", { timeout }, async () => {
    const created = await colloquy.phoneNumbers.create({
      provider: "twilio",
      phoneNumber: "+15550001111",
      label: "Conformance",
      sid: "AC0123",
      token: "a secret token",
    });
    ({ phoneNumberId } = created);
    await colloquy.phoneNumbers.update(phoneNumberId, { agentId: demoAgentId });
    const number = await colloquy.phoneNumbers.get(phoneNumberId);
    assert.equal(number.phoneNumber, "+15550001111");
    assert.equal(number.provider, "twilio");
    assert.equal(number.assignedAgent.agentId, demoAgentId);
    const numbers = await colloquy.phoneNumbers.list();
    assert.ok(numbers.some((n) => n.phoneNumberId === phoneNumberId));
    const page = await colloquy.phoneNumbers.listV2({ pageSize: 100 });
    assert.ok(page.phoneNumbers.some((n) => n.phoneNumberId === phoneNumberId));
    assert.ok(!JSON.stringify([created, number, numbers, page]).includes("a secret token"));
  });

  test("a batch is submitted, listed and cancelled", { timeout }, async () => {
    const batch = await colloquy.batchCalls.create({
      callName: "Conformance",
      agentId: demoAgentId,
      agentPhoneNumberId: phoneNumberId,
      recipients: [{ phoneNumber: "+15550002222" }, { phoneNumber: "+15550003333" }],
      scheduledTimeUnix: Math.floor(Date.now() / 1000) + 86_400,
    });
    assert.equal(batch.totalCallsScheduled, 2);
    const { recipients } = await colloquy.batchCalls.get(batch.id);
    assert.deepEqual(
      recipients.map((recipient) => recipient.phoneNumber),
      ["+15550002222", "+15550003333"],
    );
    const { batchCalls } = await colloquy.batchCalls.list();
    assert.ok(batchCalls.some(({ id }) => id === batch.id));
    assert.equal((await colloquy.batchCalls.retry(batch.id)).id, batch.id);
    assert.equal((await colloquy.batchCalls.cancel(batch.id)).status, "cancelled");
    const table = await new Response(await colloquy.batchCalls.export(batch.id)).text();
    assert.ok(table.includes("+15550003333"), table);
    await colloquy.batchCalls.delete(batch.id);
    await refused(colloquy.batchCalls.get(batch.id), 404);
  });

  test("a call that nobody can place says so", { timeout }, async () => {
    const call = { agentId: demoAgentId, agentPhoneNumberId: phoneNumberId, toNumber: "+15550004444" };
    const { success, message } = await colloquy.twilio.outboundCall(call);
    assert.equal(success, false);
    assert.equal(typeof message, "string");
    await refused(colloquy.sipTrunk.outboundCall({ ...call, agentPhoneNumberId: "phnum_none" }), 404);
  });

  test("a number that is gone is not found", { timeout }, async () => {
    await colloquy.phoneNumbers.delete(phoneNumberId);
    const gone = phoneNumberId;
    phoneNumberId = undefined;
    await refused(colloquy.phoneNumbers.get(gone), 404);
  });
});
