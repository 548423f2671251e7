import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";
import { GREETING } from "../questions/spoken.mjs";

const LONGEST_SILENCE_MS = 4_000;

export default {
  title: "silence_end_call_timeout ends the call in good order, after so much silence",
  waits: true,
  agent: {
    agent: { first_message: GREETING.text },
    turn: { silence_end_call_timeout: LONGEST_SILENCE_MS / 1000 },
  },
  model: () => "I am not to be asked.",

  async play({ calls, asked }) {
    const caller = await calls();
    const { event_id: said } = await caller.gets("agent_response");
    const { endsAtMs } = await caller.hearsOut(said);
    const { code } = await caller.ended;
    const silence = performance.now() - endsAtMs;
    assert.equal(code, 1000);
    assert.ok(silence >= LONGEST_SILENCE_MS - 300 && silence < 3 * LONGEST_SILENCE_MS, `${silence}`);
    assert.equal(asked().length, 0);
    const stored = await storedConversation(caller.conversationId);
    assert.match(stored.metadata.termination_reason, /silent/);
  },
};
