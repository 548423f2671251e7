import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";
import { lastOf } from "../audio/wav.mjs";
import { answers } from "../model/steps.mjs";
import { INTERRUPTION, spoken } from "../questions/spoken.mjs";
import { SHORT_END, SHORT_STORY } from "../questions/story.mjs";

const ANSWER = "The music room is on the second floor.";

export default {
  title: "Without the interruption event the agent finishes, and then answers what was said",
  agent: { conversation: { client_events: ["audio", "agent_response", "user_transcript"] } },
  model: answers([/story/, SHORT_STORY], [/music/, ANSWER]),

  async play({ calls }) {
    const caller = await calls();
    caller.types("Tell me the story of the library.");
    const { event_id: told } = await caller.gets("audio");
    await caller.waits(2_000);
    caller.says(spoken(INTERRUPTION));
    const whole = await caller.hearsOut(told);

    const answer = await caller.gets("agent_response", 1);
    assert.equal(answer.agent_response, ANSWER);
    const { atMs } = await caller.hearsBeginOf(answer.event_id);
    assert.ok(atMs >= whole.endsAtMs - 250, `${whole.endsAtMs - atMs} ms too early`);
    assert.deepEqual(caller.got("interruption"), []);
    assert.deepEqual(caller.got("agent_response_correction"), []);
    const sound = await recognised(lastOf(whole, 4_000));
    assert.deepEqual(found(SHORT_END, sound), SHORT_END, sound);
  },
};
