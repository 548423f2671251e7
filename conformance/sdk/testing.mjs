import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { demoAgentId } from "../call/colloquy.mjs";
import { colloquy, refused, timeout } from "../call/sdk.mjs";

describe("tests of agents", () => {
  const { tests } = colloquy;
  const greeting = {
    type: "llm",
    name: "Conformance: greeting",
    chatHistory: [{ role: "user", timeInCallSecs: 0, message: "Hello" }],
    successCondition: "The agent greets.",
    successExamples: [{ response: "Good day!", type: "success" }],
    failureExamples: [{ response: "What?", type: "failure" }],
  };
  let id;
  let folderId;
  after(async () => {
    await (id && tests.delete(id).catch(() => {}));
    await (folderId && tests.folders.delete(folderId).catch(() => {}));
  });

  test("are kept, changed, listed and summed up", { timeout }, async () => {
    ({ id } = await tests.create(greeting));
    const kept = await tests.get(id);
    assert.equal(kept.type, "llm");
    assert.equal(kept.successExamples[0].response, "Good day!");
    await tests.update(id, { ...greeting, successCondition: "The agent says hello." });
    assert.equal((await tests.get(id)).successCondition, "The agent says hello.");
    const page = await tests.list({ search: "Conformance" });
    assert.ok(page.tests.some((it) => it.id === id));
    const summaries = await tests.summaries({ testIds: [id] });
    assert.equal(summaries.tests[id].name, greeting.name);
  });

  test("lie in folders", { timeout }, async () => {
    ({ id: folderId } = await tests.folders.create({ name: "Conformance" }));
    await tests.move({ entityIds: [id], moveTo: folderId });
    await tests.folders.update(folderId, { name: "Conformance, renamed" });
    const folder = await tests.folders.get(folderId);
    assert.equal(folder.name, "Conformance, renamed");
    await tests.move({ entityIds: [id] });
  });

  test("are asked for, and told honestly that none was run", { timeout }, async () => {
    const invocation = await colloquy.agents.runTests(demoAgentId, { tests: [{ testId: id }] });
    assert.equal(invocation.testRuns.length, 1);
    const kept = await tests.invocations.get(invocation.id);
    assert.equal(kept.testRuns[0].testId, id);
    assert.notEqual(kept.testRuns[0].status, "passed");
    const { results } = await tests.invocations.list({ agentId: demoAgentId });
    assert.ok(results.some((it) => it.id === invocation.id));
    await tests.invocations.resubmit(invocation.id, {
      testRunIds: [kept.testRuns[0].testRunId],
      agentId: demoAgentId,
    });
  });

  test("that are gone are not found", { timeout }, async () => {
    await tests.delete(id);
    await refused(tests.get(id), 404);
    await tests.folders.delete(folderId);
    await refused(tests.folders.get(folderId), 404);
  });
});
