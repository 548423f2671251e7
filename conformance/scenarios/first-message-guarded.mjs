import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";
import { lastOf } from "../audio/wav.mjs";
import { answers } from "../model/steps.mjs";
import { INTERRUPTION, spoken } from "../questions/spoken.mjs";
import { SHORT_END, SHORT_STORY } from "../questions/story.mjs";

export default {
  title: "A guarded first message is said to its end; after it the user may interrupt",
  agent: { agent: { first_message: SHORT_STORY, disable_first_message_interruptions: true } },
  model: answers([/music/, SHORT_STORY]),

  async play({ calls }) {
    const caller = await calls();
    const { event_id: first } = await caller.gets("audio");
    await caller.waits(2_000);
    caller.says(spoken(INTERRUPTION));
    const whole = await caller.hearsOut(first);
    assert.deepEqual(caller.got("interruption"), []);

    const second = (await caller.gets("agent_response", 1)).event_id;
    await caller.hearsBeginOf(second);
    await caller.waits(2_000);
    caller.says(spoken(INTERRUPTION));
    const interruption = await caller.gets("interruption");
    assert.equal(interruption.event_id, second);

    const sound = await recognised(lastOf(whole, 4_000));
    assert.deepEqual(found(SHORT_END, sound), SHORT_END, sound);
  },
};
