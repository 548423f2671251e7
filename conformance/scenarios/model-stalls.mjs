import assert from "node:assert/strict";

const PATIENCE_MS = 40_000;

export default {
  title: "A model that says nothing is bridged with fillers, is given up, and the agent says sorry",
  waits: true,
  model: () => [{ stall: true }],

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("When do you close?");
    const error = await caller.gets("error", 0, PATIENCE_MS);
    assert.equal(error.error_type, "llm_timeout");
    const answer = await caller.gets("agent_response");
    assert.match(answer.agent_response, /^One moment, please\. .*I am sorry/);
    await caller.hearsBeginOf(answer.event_id);
    assert.ok(asked().length >= 1);
    assert.ok(asked().every(({ ended }) => ended === "cancelled"));
  },
};
