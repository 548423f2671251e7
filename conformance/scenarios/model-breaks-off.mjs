import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";

const WHOLE = "The library closes at seven in the evening, and the music room is on the second floor.";

export default {
  title: "A model that dies in the middle of a sentence is followed by one that ends it, and nothing is heard twice",
  always: true,
  waits: true,
  model: ({ words, messages }) => {
    if (words.includes("close")) {
      return [{ say: "The library closes at seven in the evening, and the mu" }, { breakOff: true }];
    }
    const said = messages.at(-2);
    assert.equal(said.role, "assistant");
    assert.equal(said.content, "The library closes at seven in the evening, and the ");
    return "in the evening, and the music room is on the second floor.";
  },

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("When do you close, and where is the music room?");
    const answer = await caller.gets("agent_response");
    assert.equal(answer.agent_response, WHOLE);
    const sound = await recognised(await caller.hearsOut(answer.event_id));
    const words = ["seven", "evening", "music", "second", "floor"];
    assert.deepEqual(found(words, sound), words, sound);
    assert.equal(sound.split("evening").length, 2, `heard twice: ${sound}`);
    assert.equal(asked().length, 2);
    assert.equal(caller.got("error").length, 0);
  },
};
