import assert from "node:assert/strict";

export default {
  title: "Where no model answers, the client is told, the agent says sorry and the next turn is tried afresh",
  always: true,
  waits: true,
  model: ({ words }) => (words.includes("close") ? [{ refuse: 500 }] : `You said: ${words}`),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("When do you close?");
    const error = await caller.gets("error");
    assert.equal(error.error_type, "llm_error");
    const apology = await caller.gets("agent_response");
    assert.ok(apology.agent_response.length > 0);
    const { samples } = await caller.hearsOut(apology.event_id);
    assert.ok(samples.length > 0, "nobody heard the apology");
    assert.ok(asked().length >= 1);

    caller.types("And when do you open?");
    const answer = await caller.gets("agent_response", 1);
    assert.equal(answer.agent_response, "You said: And when do you open?");
    assert.equal(caller.got("error").length, 1);
  },
};
