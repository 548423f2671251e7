import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";

export default {
  title: "A client that does not answer in time is not waited for, and its late answer is ignored",
  waits: true,
  agent: {
    conversation: {
      text_only: true,
      client_events: ["agent_response", "agent_tool_response"],
    },
    agent: {
      prompt: {
        tools: [
          {
            type: "client",
            name: "getBatteryLevel",
            description: "How full the battery is.",
            expects_response: true,
            response_timeout_secs: 1,
          },
        ],
      },
    },
  },
  model: ({ words, result }) =>
    words === "How full is my battery?"
      ? [{ call: { name: "getBatteryLevel" } }]
      : result
        ? `I could not find out: ${JSON.parse(result).error}`
        : "You are welcome.",

  async play({ calls, asked }) {
    const caller = await calls({ muted: true });
    caller.types("How full is my battery?");
    const call = await caller.gets("client_tool_call");
    assert.equal(call.expects_response, true);
    assert.deepEqual(call.parameters, {});

    const told = await caller.gets("agent_tool_response");
    assert.ok(told.atMs - call.atMs >= 900, `${told.atMs - call.atMs} ms`);
    assert.equal(told.tool_call_id, call.tool_call_id);
    assert.equal(told.tool_type, "client");
    assert.equal(told.is_error, true);
    caller.answersTool(call.tool_call_id, "85 percent");
    const answer = await caller.gets("agent_response");
    assert.match(answer.agent_response, /could not find out: .*1 s/);

    caller.types("Thanks");
    await caller.gets("agent_response", 1);
    assert.equal(asked().length, 3);
    await caller.hangsUp();
    const { transcript } = await storedConversation(caller.conversationId);
    const [used] = transcript.flatMap(({ tool_calls: used }) => used);
    const [result] = transcript.flatMap(({ tool_results: results }) => results);
    assert.equal(used.request_id, call.tool_call_id);
    assert.equal(used.tool_has_been_called, true);
    assert.equal(result.is_error, true);
    assert.ok(result.tool_latency_secs >= 0.9, result.tool_latency_secs);
  },
};
