import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { colloquy, refused, timeout } from "../call/sdk.mjs";

describe("secrets", () => {
  let secretId;
  after(() => secretId && colloquy.secrets.delete(secretId));

  test("are kept, listed by name, and never told", { timeout }, async () => {
    const value = "a very secret value";
    const created = await colloquy.secrets.create({ name: "CONFORMANCE", value });
    ({ secretId } = created);
    const listed = await colloquy.secrets.list();
    assert.ok(listed.secrets.some((s) => s.secretId === secretId && s.name === "CONFORMANCE"));
    const changed = await colloquy.secrets.update(secretId, { name: "CONFORMED", value });
    assert.equal(changed.name, "CONFORMED");
    const got = await colloquy.secrets.get(secretId);
    assert.equal(got.name, "CONFORMED");
    assert.ok(!JSON.stringify([created, listed, changed, got]).includes(value));
  });

  test("that are gone are not found", { timeout }, async () => {
    await colloquy.secrets.delete(secretId);
    const gone = secretId;
    secretId = undefined;
    await refused(colloquy.secrets.delete(gone), 404);
  });
});

describe("settings", () => {
  test("of the workspace are changed and kept", { timeout }, async () => {
    const before = await colloquy.settings.get();
    const ragRetentionPeriodDays = before.ragRetentionPeriodDays === 12 ? 13 : 12;
    const changed = await colloquy.settings.update({ ragRetentionPeriodDays });
    assert.equal(changed.ragRetentionPeriodDays, ragRetentionPeriodDays);
    const after = await colloquy.settings.get();
    assert.equal(after.ragRetentionPeriodDays, ragRetentionPeriodDays);
  });

  test("of the dashboard are changed and kept", { timeout }, async () => {
    const charts = [{ type: "call_success", name: "Success" }];
    const changed = await colloquy.dashboard.settings.update({ charts });
    assert.equal(changed.charts[0].name, "Success");
    assert.equal((await colloquy.dashboard.settings.get()).charts.length, 1);
  });
});
