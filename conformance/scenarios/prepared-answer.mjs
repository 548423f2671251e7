import assert from "node:assert/strict";
import { found } from "../audio/recognise.mjs";
import { after } from "../model/steps.mjs";

const THOUGHT_MS = 300;
/** Long enough to seem the end, and shorter than a patient agent waits. */
const PAUSE_MS = 420;

export default {
  title: "An answer is prepared before the turn is surely over, and dropped when the user goes on",
  always: true,
  agent: { turn: { turn_eagerness: "patient" } },
  model: ({ words }) => after(THOUGHT_MS, `You said: ${words}.`),

  async play({ calls, asked }) {
    const caller = await calls();
    await caller.waits(500);
    const sentence = caller.says("What time does the library close?", PAUSE_MS, "on Saturday.");
    const heard = await caller.gets("user_transcript");
    assert.ok(heard.sentMs > sentence.endMs, `cut off: "${heard.user_transcript}"`);
    assert.deepEqual(found(["library", "saturday"], heard.user_transcript), ["library", "saturday"]);

    const [early] = asked();
    assert.ok(early.atMs < heard.atMs, "nothing was asked before the end of the turn");
    assert.doesNotMatch(early.words, /saturday/i);
    assert.equal(early.ended, "cancelled");

    const answer = await caller.gets("agent_response");
    assert.equal(answer.agent_response, `You said: ${heard.user_transcript}.`);
    await caller.hearsOut(answer.event_id);
    assert.equal(caller.got("agent_response").length, 1);
  },
};
