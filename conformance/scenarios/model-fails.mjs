import assert from "node:assert/strict";

export default {
  title: "A model that fails is asked once more, then the agent says sorry and the call goes on",
  always: true,
  waits: true,
  model: ({ words }, n) => (n < 2 ? [{ refuse: 500 }] : `You said: ${words}`),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("When do you close?");
    const error = await caller.gets("error");
    assert.equal(error.error_type, "llm_error");
    const apology = await caller.gets("agent_response");
    assert.ok(apology.agent_response.length > 0);
    const { samples } = await caller.hearsOut(apology.event_id);
    assert.ok(samples.length > 0, "nobody heard the apology");
    assert.equal(asked().length, 2);

    caller.types("And when do you open?");
    const answer = await caller.gets("agent_response", 1);
    assert.equal(answer.agent_response, "You said: And when do you open?");
    assert.equal(caller.got("error").length, 1);
  },
};
