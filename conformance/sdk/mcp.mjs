import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { colloquy, refused, timeout } from "../call/sdk.mjs";

describe("MCP servers", () => {
  const servers = colloquy.mcpServers;
  let id;
  after(() => id && servers.delete(id).catch(() => {}));

  test("are kept and listed", { timeout }, async () => {
    const created = await servers.create({
      config: {
        url: "https://127.0.0.1:9/mcp",
        name: "Conformance",
        transport: "STREAMABLE_HTTP",
        approvalPolicy: "require_approval_per_tool",
      },
    });
    ({ id } = created);
    assert.equal((await servers.get(id)).config.transport, "STREAMABLE_HTTP");
    const { mcpServers } = await servers.list();
    assert.ok(mcpServers.some((server) => server.id === id));
    const changed = await servers.update(id, { forcePreToolSpeech: true });
    assert.equal(changed.config.forcePreToolSpeech, true);
  });

  test("may do what was approved", { timeout }, async () => {
    const toolName = "weather";
    const approved = await servers.toolApprovals.create(id, {
      toolName,
      toolDescription: "Tells the weather.",
      inputSchema: { type: "object" },
      approvalPolicy: "auto_approved",
    });
    assert.equal(approved.config.toolApprovalHashes[0].toolName, toolName);
    const without = await servers.toolApprovals.delete(id, toolName);
    assert.deepEqual(without.config.toolApprovalHashes, []);
    const open = await servers.approvalPolicy.update(id, { approvalPolicy: "auto_approve_all" });
    assert.equal(open.config.approvalPolicy, "auto_approve_all");
  });

  test("have settings for each of their tools", { timeout }, async () => {
    const toolName = "weather";
    await servers.toolConfigs.create(id, { toolName, disableInterruptions: true });
    await servers.toolConfigs.update(id, toolName, { responseTimeoutSecs: 9 });
    const config = await servers.toolConfigs.get(id, toolName);
    assert.equal(config.disableInterruptions, true);
    assert.equal(config.responseTimeoutSecs, 9);
    await servers.toolConfigs.delete(id, toolName);
    await refused(servers.toolConfigs.get(id, toolName), 404);
  });

  test("in the own network are not asked for their tools", { timeout }, async () => {
    const { success, errorMessage, tools } = await servers.tools.list(id);
    assert.equal(success, false);
    assert.equal(typeof errorMessage, "string");
    assert.deepEqual(tools, []);
  });

  test("that are gone are not found", { timeout }, async () => {
    await servers.delete(id);
    await refused(servers.get(id), 404);
  });
});
