import assert from "node:assert/strict";
import { GREETING } from "../questions/spoken.mjs";

const TIMEOUT_MS = 3_000;
/** The server's clock of what has sounded may be this far ahead of the caller's. */
const AHEAD_MS = 300;
const LATE_MS = 3_000;

export default {
  title: "An agent speaks again after each turn_timeout, counted from the end of what it said",
  waits: true,
  agent: { agent: { first_message: GREETING.text }, turn: { turn_timeout: TIMEOUT_MS / 1000 } },
  model: (_, n) => ["Are you still there, dear caller?", "I am still listening to you."][n] ?? "Yes?",

  async play({ calls, isAsked }) {
    const caller = await calls();
    let said = (await caller.gets("agent_response")).event_id;
    for (const time of [0, 1]) {
      const { endsAtMs } = await caller.hearsOut(said);
      const request = await isAsked((all) => all[time], "request because of silence");
      const silence = request.atMs - endsAtMs;
      assert.ok(
        silence >= TIMEOUT_MS - AHEAD_MS && silence <= TIMEOUT_MS + LATE_MS,
        `asked ${silence} ms after the end of play-out`,
      );
      assert.equal(request.words, "...");
      const next = await caller.gets("agent_response", time + 1);
      assert.ok(next.event_id > said);
      said = next.event_id;
    }
    assert.deepEqual(caller.got("user_transcript"), []);
  },
};
