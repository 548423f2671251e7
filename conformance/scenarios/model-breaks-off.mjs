import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";

export default {
  title: "Of an answer that breaks off, what came is said; the client is told, and the call goes on",
  waits: true,
  model: ({ words }) =>
    words.includes("close")
      ? [{ say: "The library closes at seven in the evening. And " }, { breakOff: true }]
      : "The music room is on the second floor.",

  async play({ calls }) {
    const caller = await calls();
    caller.types("When do you close?");
    assert.equal((await caller.gets("error")).error_type, "llm_error");
    const answer = await caller.gets("agent_response");
    const sound = await recognised(await caller.hearsOut(answer.event_id));
    assert.deepEqual(found(["seven", "evening"], sound), ["seven", "evening"], sound);

    caller.types("Where is the music room?");
    const next = await caller.gets("agent_response", 1);
    assert.equal(next.agent_response, "The music room is on the second floor.");
  },
};
