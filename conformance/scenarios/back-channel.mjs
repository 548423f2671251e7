import assert from "node:assert/strict";
import { answers } from "../model/steps.mjs";
import { SHORT_STORY } from "../questions/story.mjs";

export default {
  title: "A short okay and a yeah while the agent speaks do not stop it",
  always: true,
  model: answers([/story/, SHORT_STORY]),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("Tell me the story of the library.");
    const { event_id: told } = await caller.gets("audio");
    await caller.waits(2_000);
    await caller.says("okay").end;
    await caller.waits(2_000);
    await caller.says("yeah").end;
    await caller.hearsOut(told);

    assert.deepEqual(caller.got("interruption"), []);
    assert.deepEqual(caller.got("agent_response_correction"), []);
    assert.deepEqual(caller.got("user_transcript"), []);
    assert.equal(caller.got("agent_response").length, 1);
    assert.equal(asked().length, 1, "the model was asked again");
  },
};
