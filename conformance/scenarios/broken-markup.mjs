import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";
import { pieces } from "../model/steps.mjs";

/** Tags within tags, one that is never closed, one that closes nothing, and a sign that is none. */
const WRITTEN = [
  "The captain said, <Joe>good morning <An",
  "n>dear passengers</Ann> and welcome</J",
  "oe> on board. </Ann>Two < three, <Joe",
  ">and now we leave the harbour.",
];
const SAID =
  "The captain said, good morning dear passengers and welcome on board. Two < three, and now we" +
  " leave the harbour.";

export default {
  title: "Mark-up that is nested, unclosed or closes nothing is neither heard nor read",
  agent: {
    tts: {
      voice_id: "slt",
      supported_voices: [
        { label: "Joe", voice_id: "rms" },
        { label: "Ann", voice_id: "slt" },
      ],
    },
  },
  model: () => pieces(WRITTEN, 60),

  async play({ calls }) {
    const caller = await calls();
    caller.types("What happened?");
    const answer = await caller.gets("agent_response");
    assert.equal(answer.agent_response.replaceAll(/\s+/g, " "), SAID);
    const sound = await caller.hearsOut(answer.event_id);
    assert.doesNotMatch(caller.heardBy(answer.event_id, Infinity), />|Joe|Ann/);
    const heard = await recognised(sound);
    assert.deepEqual(found(["morning", "passengers", "harbour"], heard).length > 1, true, heard);
    assert.deepEqual(found(["joe", "ann"], heard), [], heard);
  },
};
