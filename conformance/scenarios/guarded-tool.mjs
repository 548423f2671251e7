import assert from "node:assert/strict";

export default {
  title: "A tool that may not be disturbed is not: what the caller says meanwhile is answered later",
  agent: {
    agent: {
      prompt: {
        tools: [
          {
            type: "client",
            name: "pay",
            description: "Pays.",
            expects_response: true,
            disable_interruptions: true,
          },
        ],
      },
    },
  },
  model: ({ words, result }) =>
    result
      ? "It is paid."
      : /pay/.test(words)
        ? [{ say: "I am paying for you now, and that takes a good while. " }, { call: { name: "pay" } }]
        : "Too late, I am sorry.",

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("Please pay");
    const call = await caller.gets("client_tool_call");
    await caller.says("please wait a moment").end;
    await caller.waits(1_500);
    assert.equal(caller.got("interruption").length, 0);
    caller.answersTool(call.tool_call_id, "done");

    const paid = await caller.gets("agent_response");
    assert.match(paid.agent_response, /It is paid\.$/);
    const then = await caller.gets("agent_response", 1);
    assert.equal(then.agent_response, "Too late, I am sorry.");
    assert.equal(caller.got("interruption").length, 0);
    assert.deepEqual(
      asked().map(({ ended }) => ended),
      ["finished", "finished", "finished"],
    );
  },
};
