import assert from "node:assert/strict";
import { found } from "../audio/recognise.mjs";
import { storedConversation } from "../call/colloquy.mjs";

const ANSWER = "It is on the second floor.";
const PAUSE_MS = 900;

export default {
  title: "A user who stops to think in mid-sentence gets one answer, to all of it",
  always: true,
  model: () => ANSWER,

  async play({ calls, asked }) {
    const caller = await calls();
    await caller.waits(500);
    const sentence = caller.says("My question is about the", PAUSE_MS, "music room.");
    const heard = await caller.gets("user_transcript");
    assert.ok(heard.sentMs > sentence.endMs, `cut off: "${heard.user_transcript}"`);
    assert.deepEqual(found(["question", "music"], heard.user_transcript), ["question", "music"]);

    const answer = await caller.gets("agent_response");
    await caller.hearsOut(answer.event_id);
    assert.equal(caller.got("user_transcript").length, 1);
    assert.equal(caller.got("agent_response").length, 1);
    assert.equal(asked().filter(({ ended }) => ended === "finished").length, 1);

    await caller.hangsUp();
    const { transcript } = await storedConversation(caller.conversationId);
    assert.deepEqual(
      transcript.map(({ role }) => role),
      ["user", "agent"],
    );
  },
};
