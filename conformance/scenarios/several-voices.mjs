import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";
import { pitch } from "../audio/measure.mjs";
import { found, recognised } from "../audio/recognise.mjs";
import { pieces } from "../model/steps.mjs";

/** What the model writes, cut in the middle of its tags; a tag of nobody's is among them. */
const WRITTEN = [
  "The teacher opened the door and said, <J",
  "oe>good morning to all my dear friends",
  ".</",
  "Joe> Then he <Gho",
  "st>left the room</Ghost> and closed the door.",
];
const SAID =
  "The teacher opened the door and said, good morning to all my dear friends. " +
  "Then he left the room and closed the door.";
const OF_JOE = "good morning to all my dear friends";

export default {
  title: "Mark-up changes the voice within an answer, and is neither heard nor read",
  agent: {
    tts: {
      voice_id: "slt",
      supported_voices: [{ label: "Joe", voice_id: "rms", description: "A man." }],
    },
  },
  model: () => pieces(WRITTEN, 60),

  async play({ calls }) {
    const caller = await calls();
    caller.types("What happened?");
    const answer = await caller.gets("agent_response");
    assert.equal(answer.agent_response.replaceAll(/\s+/g, " "), SAID);
    const sound = await caller.hearsOut(answer.event_id);
    assert.doesNotMatch(caller.heardBy(answer.event_id, Infinity), /[<>]|Joe|Ghost/);
    const heard = await recognised(sound);
    const words = ["teacher", "good", "left", "room"];
    assert.deepEqual(found(words, heard), words, heard);
    assert.deepEqual(found(["joe", "ghost"], heard), [], heard);

    const [before, joe, after] = caller.soundAround(answer.event_id, OF_JOE).map(pitch);
    assert.ok(before > 1.3 * joe, `${before} Hz, then ${joe} Hz`);
    assert.ok(after > 1.3 * joe, `${joe} Hz, then ${after} Hz`);

    await caller.hangsUp();
    const { transcript } = await storedConversation(caller.conversationId);
    const { message, multivoice_message: told } = transcript.find(({ role }) => role === "agent");
    assert.doesNotMatch(message, /[<>]/);
    assert.deepEqual(
      told.parts.map(({ voice_label: label }) => label ?? null),
      [null, "Joe", null],
    );
  },
};
