import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";

const GOODBYE = "Thank you for your call. Goodbye, and good morning to you.";
/** The server's clock of what has sounded may be this far ahead of the caller's. */
const AHEAD_MS = 300;

export default {
  title: "An agent that ends the call is heard to the end of its goodbye",
  waits: true,
  agent: { agent: { prompt: { built_in_tools: { end_call: { name: "end_call" } } } } },
  model: () => [
    { say: GOODBYE },
    { call: { name: "end_call", parameters: { reason: "the caller is served" } } },
  ],

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("That is all, thank you.");
    const answer = await caller.gets("agent_response");
    assert.equal(answer.agent_response, GOODBYE);
    const [sound, ending] = await Promise.all([
      caller.hearsOut(answer.event_id),
      caller.ended.then((end) => ({ ...end, atMs: performance.now() })),
    ]);
    assert.equal(ending.code, 1000);
    const early = sound.endsAtMs - ending.atMs;
    assert.ok(early <= AHEAD_MS, `hung up ${early} ms before the goodbye was over`);
    const heard = await recognised(sound);
    assert.deepEqual(found(["thank", "call"], heard), ["thank", "call"], heard);
    assert.equal(asked().length, 1);
  },
};
