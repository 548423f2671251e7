import assert from "node:assert/strict";
import { durationMs, pitch } from "../audio/measure.mjs";
import { storedConversation } from "../call/colloquy.mjs";

const GREETING = "Guten Tag, hier ist die Bäckerei Weiß.";
const ANSWER = "Das Brot kostet 3,50 € und ist ab 7 Uhr fertig. Möchten Sie eins zurücklegen lassen?";

export default {
  title: "A German call: greeting, umlauts and prices are spoken by a German voice",
  agent: {
    agent: { language: "de", first_message: GREETING },
    tts: { voice_id: "espeak-de" },
  },
  model: () => ANSWER,

  async play({ calls }) {
    const caller = await calls();
    const greeting = await caller.gets("agent_response");
    assert.equal(greeting.agent_response, GREETING);
    const greeted = await caller.hearsOut(greeting.event_id);
    assert.ok(pitch(greeted) > 60 && pitch(greeted) < 200, `${pitch(greeted)} Hz`);

    caller.types("Was kostet bei Ihnen ein Brot?");
    const answer = await caller.gets("agent_response", 1);
    assert.equal(answer.agent_response, ANSWER);
    const sound = await caller.hearsOut(answer.event_id);
    // "drei Euro fünfzig" takes longer to say than it takes to write.
    const msPerLetter = durationMs(sound) / ANSWER.length;
    assert.ok(msPerLetter > 45 && msPerLetter < 150, `${msPerLetter} ms for each letter`);
    assert.equal(caller.heardBy(answer.event_id, Infinity).replaceAll(/\s+/g, " ").trim(), ANSWER);

    await caller.hangsUp();
    const stored = await storedConversation(caller.conversationId);
    assert.equal(stored.metadata.main_language ?? "de", "de");
    assert.equal(stored.transcript[0].message, GREETING);
  },
};
