import assert from "node:assert/strict";
import { cough } from "../audio/say.mjs";
import { found, recognised } from "../audio/recognise.mjs";
import { joined } from "../audio/wav.mjs";
import { answers } from "../model/steps.mjs";
import { BEGINNING, SHORT_END, SHORT_STORY } from "../questions/story.mjs";

export default {
  title: "A cough does not stop the agent, or is forgiven and the rest is said after all",
  model: answers([/story/, SHORT_STORY]),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("Tell me the story of the library.");
    const { event_id: told } = await caller.gets("audio");
    await caller.waits(3_000);
    await caller.says(cough()).end;
    await caller.waits(2_000);
    const said = [told, ...caller.got("interruption").map(({ event_id: id }) => id + 1)];
    const parts = [];
    for (const eventId of said) {
      parts.push(await caller.hearsOut(eventId));
    }

    const samples = joined(parts.map((part) => part.samples));
    const sound = await recognised({ sampleRate: parts[0].sampleRate, samples });
    assert.deepEqual(found([...BEGINNING, ...SHORT_END], sound), [...BEGINNING, ...SHORT_END], sound);
    assert.deepEqual(caller.got("user_transcript"), []);
    assert.equal(asked().length, 1, "the model was asked again");
  },
};
