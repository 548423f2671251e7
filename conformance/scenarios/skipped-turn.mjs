import assert from "node:assert/strict";

const TIMEOUT_MS = 2_000;

export default {
  title: "An agent that was asked to wait says nothing until the user speaks again",
  waits: true,
  agent: {
    agent: { prompt: { built_in_tools: { skip_turn: { name: "skip_turn" } } } },
    turn: { turn_timeout: TIMEOUT_MS / 1000 },
  },
  model: ({ words }) =>
    /wait/.test(words) ? [{ call: { name: "skip_turn" } }] : `You said: ${words}`,

  async play({ calls, asked, isAsked }) {
    const caller = await calls();
    caller.types("Please wait, I am looking for it.");
    await isAsked(([first]) => first?.ended === "finished", "request");
    await caller.waits(3 * TIMEOUT_MS);
    assert.deepEqual(caller.got("agent_response"), []);
    assert.deepEqual(caller.got("audio"), []);
    assert.equal(asked().length, 1, "the model was asked because of silence");

    caller.types("Here it is.");
    assert.equal((await caller.gets("agent_response")).agent_response, "You said: Here it is.");
  },
};
