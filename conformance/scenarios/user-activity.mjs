import assert from "node:assert/strict";

const HELD_MS = 2_000;

export default {
  title: "A user who is active keeps the agent from beginning to speak for two more seconds",
  waits: true,
  model: () => "Take your time, dear caller.",

  async play({ calls, isAsked }) {
    const caller = await calls();
    caller.types("Wait, I am looking for it.");
    let lastSignMs;
    for (let sign = 0; sign < 4; sign++) {
      caller.isActive();
      lastSignMs = performance.now();
      await caller.waits(500);
    }
    await isAsked(([first]) => first?.ended === "finished", "answer");
    const { atMs } = await caller.gets("audio");
    assert.ok(atMs - lastSignMs >= HELD_MS, `spoke ${atMs - lastSignMs} ms after the last sign`);
    assert.ok(atMs - lastSignMs <= 3 * HELD_MS, `spoke ${atMs - lastSignMs} ms after the last sign`);
  },
};
