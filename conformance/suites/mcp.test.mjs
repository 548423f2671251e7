// Colloquy and the reference server of the Model Context Protocol, over both transports.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { rest } from "../call/colloquy.mjs";
import { everything, TRANSPORTS } from "../call/everything.mjs";

const timeout = 60_000;
const SERVERS = "/v1/convai/mcp-servers";

async function done(method, path, body) {
  const answer = await rest(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer)}`);
  return answer.body;
}

for (const transport of Object.keys(TRANSPORTS)) {
  describe(`server-everything over ${transport}`, () => {
    let server;
    let path;

    before(async () => {
      server = await everything(transport);
      const config = { name: "Everything", url: server.url, transport };
      const { id } = await done("POST", SERVERS, { config });
      path = `${SERVERS}/${id}`;
    });

    after(async () => {
      await done("DELETE", path);
      await server.stop();
    });

    test("tells its tools", { timeout }, async () => {
      const { success, tools } = await done("GET", `${path}/tools`);
      assert.equal(success, true);
      const names = tools.map(({ name }) => name);
      assert.ok(["echo", "get-sum", "get-tiny-image"].every((name) => names.includes(name)));
      assert.ok(tools.every(({ inputSchema }) => inputSchema.type === "object"));
    });

    test("a tool that was approved is known again by its hash", { timeout }, async () => {
      const { tools } = await done("GET", `${path}/tools`);
      const echo = tools.find(({ name }) => name === "echo");
      const approval = {
        tool_name: echo.name,
        tool_description: echo.description,
        input_schema: echo.inputSchema,
        approval_policy: "auto_approved",
      };
      await done("POST", `${path}/tool-approvals`, approval);
      assert.equal(await state("echo"), "up_to_date");
      assert.equal(await state("get-sum"), "not_approved");
      await done("POST", `${path}/tool-approvals`, { ...approval, tool_description: "Other." });
      assert.equal(await state("echo"), "needs_review");
    });

    async function state(name) {
      const { tool_approval_statuses: statuses } = await done("GET", `${path}/tools`);
      return statuses.find(({ tool_id: id }) => id.endsWith(`:${name}`)).state;
    }

    test("one that is gone is told as gone", { timeout }, async () => {
      await server.stop();
      const { success, error_message: message } = await done("GET", `${path}/tools`);
      assert.equal(success, false);
      assert.match(message, /cannot be reached/);
    });
  });
}
