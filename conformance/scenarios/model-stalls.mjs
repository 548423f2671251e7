import assert from "node:assert/strict";

const PATIENCE_MS = 40_000;

export default {
  title: "A model that says nothing is given up, twice, and the agent says sorry",
  waits: true,
  model: () => [{ stall: true }],

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("When do you close?");
    const error = await caller.gets("error", 0, PATIENCE_MS);
    assert.equal(error.error_type, "llm_timeout");
    const apology = await caller.gets("agent_response");
    await caller.hearsBeginOf(apology.event_id);
    assert.deepEqual(
      asked().map(({ ended }) => ended),
      ["cancelled", "cancelled"],
    );
  },
};
