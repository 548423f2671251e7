import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { colloquy, refused, timeout } from "../call/sdk.mjs";

describe("tools", () => {
  const webhook = {
    type: "webhook",
    name: "weather",
    description: "Tells the weather of a place.",
    responseTimeoutSecs: 10,
    apiSchema: {
      url: "https://weather.example.com/{place}",
      method: "GET",
      pathParamsSchema: { place: { type: "string", description: "The place." } },
      requestHeaders: { "x-from": "colloquy" },
    },
  };
  const made = [];
  after(() => Promise.all(made.map((id) => colloquy.tools.delete(id).catch(() => {}))));

  test("are created and read back with what was sent", { timeout }, async () => {
    const created = await colloquy.tools.create({ toolConfig: webhook });
    made.push(created.id);
    assert.match(created.id, /^tool_/);
    const { toolConfig } = await colloquy.tools.get(created.id);
    assert.equal(toolConfig.name, "weather");
    assert.equal(toolConfig.responseTimeoutSecs, 10);
    assert.equal(toolConfig.apiSchema.url, webhook.apiSchema.url);
    assert.equal(toolConfig.apiSchema.pathParamsSchema.place.description, "The place.");
    assert.deepEqual(toolConfig.apiSchema.requestHeaders, { "x-from": "colloquy" });
  });

  test("are changed and listed", { timeout }, async () => {
    const [id] = made;
    const changed = await colloquy.tools.update(id, {
      toolConfig: { ...webhook, description: "Tells the weather." },
    });
    assert.equal(changed.toolConfig.description, "Tells the weather.");
    const { tools } = await colloquy.tools.list();
    assert.equal(tools.find((tool) => tool.id === id).toolConfig.description, "Tells the weather.");
  });

  test("know which agents use them", { timeout }, async () => {
    const [id] = made;
    const { agentId } = await colloquy.agents.create({
      name: "Conformance: tool user",
      conversationConfig: { agent: { prompt: { toolIds: [id] } } },
    });
    try {
      const { agents } = await colloquy.tools.getDependentAgents(id);
      assert.deepEqual(
        agents.map((agent) => agent.id),
        [agentId],
      );
    } finally {
      await colloquy.agents.delete(agentId);
    }
  });

  test("that are gone are not found", { timeout }, async () => {
    const [id] = made;
    await colloquy.tools.delete(id);
    made.length = 0;
    await refused(colloquy.tools.get(id), 404);
  });
});
