import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";

export default {
  title: "Tools of MCP servers over both transports: asked for, refused, used at once, and one server dead",
  always: true,
  mcp: {
    asking: { transport: "STREAMABLE_HTTP" },
    trusted: { transport: "SSE", approval_policy: "auto_approve_all" },
    dead: { transport: "STREAMABLE_HTTP", url: "http://127.0.0.1:9/mcp" },
  },
  agent: ({ mcp }) => ({
    conversation: {
      text_only: true,
      client_events: [
        "agent_response",
        "agent_tool_response",
        "mcp_tool_call",
        "mcp_connection_status",
      ],
    },
    agent: { prompt: { mcp_server_ids: Object.values(mcp) } },
  }),
  model: ({ words, result }) =>
    /ask/.test(words)
      ? [{ call: { name: "echo", parameters: { message: "hello there" } } }]
      : /add/.test(words)
        ? [{ call: { name: "get-sum_2", parameters: { a: 2, b: 40 } } }]
        : `It says: ${result}`,

  async play({ calls, asked, mcp }) {
    const caller = await calls({ muted: true });
    const { integrations } = await caller.gets("mcp_connection_status");
    assert.deepEqual(
      integrations.map(({ integration_id: id, is_connected: up }) => [id, up]),
      [
        [mcp.asking, true],
        [mcp.trusted, true],
        [mcp.dead, false],
      ],
    );

    caller.types("ask me");
    const question = await caller.gets("mcp_tool_call");
    assert.equal(question.state, "awaiting_approval");
    assert.equal(question.service_id, mcp.asking);
    assert.deepEqual(question.parameters, { message: "hello there" });
    caller.allows(question.tool_call_id, true);
    assert.match((await caller.gets("agent_response")).agent_response, /hello there/);
    const states = () =>
      caller.got("mcp_tool_call").map(({ tool_call_id: id, state }) => [id, state]);
    assert.deepEqual(
      states().map(([, state]) => state),
      ["awaiting_approval", "loading", "success"],
    );

    caller.types("ask again");
    const second = await caller.gets("mcp_tool_call", 3);
    caller.allows(second.tool_call_id, false);
    assert.match((await caller.gets("agent_response", 1)).agent_response, /did not allow/);
    assert.equal(caller.got("mcp_tool_call").at(-1).state, "failure");

    caller.types("add it up");
    assert.match((await caller.gets("agent_response", 2)).agent_response, /42/);
    const added = caller.got("mcp_tool_call").slice(-2);
    assert.deepEqual(
      added.map(({ service_id: id, tool_name: name, state }) => [id, name, state]),
      [
        [mcp.trusted, "get-sum", "loading"],
        [mcp.trusted, "get-sum", "success"],
      ],
    );
    const offered = asked()[0].body.tools.map(({ function: { name } }) => name);
    assert.ok(["echo", "echo_2", "get-sum", "get-sum_2"].every((name) => offered.includes(name)));

    await caller.hangsUp();
    const { transcript } = await storedConversation(caller.conversationId);
    const uses = transcript.flatMap(({ tool_calls: some }) => some);
    assert.deepEqual(
      uses.map(({ type, tool_has_been_called: used }) => [type, used]),
      [
        ["mcp", true],
        ["mcp", false],
        ["mcp", true],
      ],
    );
    assert.equal(uses[0].tool_details.mcp_server_id, mcp.asking);
    assert.equal(uses[0].tool_details.requires_approval, true);
  },
};
