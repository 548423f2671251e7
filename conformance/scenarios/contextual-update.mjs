import assert from "node:assert/strict";
import { answers } from "../model/steps.mjs";
import { SHORT_STORY } from "../questions/story.mjs";

const FACT = "The caller looks at the page of the reading room.";

export default {
  title: "A contextual update neither stops the agent nor makes it speak, and the model knows it next",
  model: answers([/story/, SHORT_STORY], [/where/i, "You are at the page of the reading room."]),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("Tell me the story of the library.");
    const { event_id: told } = await caller.gets("audio");
    await caller.waits(1_000);
    caller.mentions(FACT);
    await caller.hearsOut(told);
    await caller.waits(2_000);
    assert.deepEqual(caller.got("interruption"), []);
    assert.equal(caller.got("agent_response").length, 1);
    assert.equal(asked().length, 1, "the model was asked because of an update");

    caller.types("Where am I?");
    await caller.gets("agent_response", 1);
    assert.ok(asked().at(-1).messages.some(({ content }) => content?.includes(FACT)));
  },
};
