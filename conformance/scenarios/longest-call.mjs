import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";

const LONGEST_MS = 6_000;

export default {
  title: "max_duration_seconds ends the call, and says so first",
  waits: true,
  agent: { conversation: { max_duration_seconds: LONGEST_MS / 1000 } },
  model: () => "I am not to be asked.",

  async play({ calls }) {
    const caller = await calls();
    const beganAtMs = caller.call.frames[0].atMs;
    const error = await caller.gets("error");
    assert.equal(error.error_type, "max_duration_exceeded");
    const lasted = error.atMs - beganAtMs;
    assert.ok(lasted >= LONGEST_MS - 1_000 && lasted <= LONGEST_MS + 4_000, `${lasted} ms`);
    assert.equal((await caller.ended).code, 1000);
    const stored = await storedConversation(caller.conversationId);
    assert.match(stored.metadata.termination_reason, /maximum duration/);
  },
};
