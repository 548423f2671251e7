import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";
import { after } from "../model/steps.mjs";

const SLOW_MS = 5_000;

export default {
  title: "A filler bridges a slow model, and the answer follows it",
  waits: true,
  agent: {
    turn: { soft_timeout_config: { timeout_seconds: 1, message: "One moment please." } },
  },
  model: () => after(SLOW_MS, "The library closes at seven in the evening."),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("When do you close?");
    const first = await caller.gets("audio");
    assert.equal(asked().length, 1);
    assert.equal(asked()[0].ended, undefined, "the model had answered before the filler");
    const between = first.atMs - asked()[0].atMs;
    assert.ok(between >= 900 && between < SLOW_MS, `the filler came after ${between} ms`);

    const answer = await caller.gets("agent_response");
    assert.match(answer.agent_response, /seven in the evening\.$/);
    assert.equal(first.event_id, answer.event_id);
    const sound = await recognised(await caller.hearsOut(answer.event_id));
    const words = ["moment", "seven", "evening"];
    assert.deepEqual(found(words, sound), words, sound);
  },
};
