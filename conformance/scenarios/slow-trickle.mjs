import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";
import { trickle } from "../model/steps.mjs";

const FIRST = "The library closes at seven in the evening, as every day.";
const SECOND = "The music room is on the second floor, next to the cinema.";

export default {
  title: "An answer that trickles in is heard from its first sentence on, in one piece",
  waits: true,
  model: () => [...trickle(`${FIRST} `, 150), { waitMs: 1_500 }, ...trickle(SECOND, 150)],

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("When do you close, and where is the music room?");
    const { event_id: eventId } = await caller.gets("audio");
    assert.equal(asked()[0].ended, undefined, "the sound waited for the end of the answer");

    const answer = await caller.gets("agent_response");
    assert.equal(answer.agent_response, `${FIRST} ${SECOND}`);
    assert.equal(answer.event_id, eventId);
    await caller.gets("audio", 1);
    const sound = await recognised(await caller.hearsOut(eventId));
    const words = ["seven", "evening", "second", "floor"];
    assert.deepEqual(found(words, sound), words, sound);
    assert.equal(asked().length, 1);
  },
};
