import assert from "node:assert/strict";
import { found, recognised } from "../audio/recognise.mjs";
import { answers } from "../model/steps.mjs";
import { CLOSING_TIME, GREETING, spoken } from "../questions/spoken.mjs";

const ANSWER = "The library closes at seven in the evening.";
/** A whole question is over after some 360 ms of silence; a busy machine may need longer to say so. */
const SHORTEST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 4_000;

export default {
  title: "The agent greets, hears a spoken question and answers it aloud",
  always: true,
  agent: { agent: { first_message: GREETING.text } },
  model: answers([/close/, ANSWER]),

  async play({ calls, asked }) {
    const caller = await calls();
    const greeting = await caller.gets("agent_response");
    assert.equal(greeting.agent_response, GREETING.text);
    await caller.hearsOut(greeting.event_id);

    const question = caller.says(spoken(CLOSING_TIME));
    const heard = await caller.gets("user_transcript");
    const waited = heard.sentMs - question.endMs;
    assert.ok(waited >= SHORTEST_WAIT_MS && waited <= LONGEST_WAIT_MS, `after ${waited} ms`);
    assert.deepEqual(found(CLOSING_TIME.words, heard.user_transcript), CLOSING_TIME.words);

    const answer = await caller.gets("agent_response", 1);
    assert.equal(answer.agent_response, ANSWER);
    assert.equal(answer.event_id, heard.event_id, "a question and its answer share an id");
    assert.ok(answer.event_id > greeting.event_id);
    const sound = await recognised(await caller.hearsOut(answer.event_id));
    assert.deepEqual(found(CLOSING_TIME.keyWords, sound), CLOSING_TIME.keyWords, sound);

    const { messages } = asked().findLast(({ ended }) => ended === "finished");
    assert.deepEqual(messages.slice(1), [
      { role: "assistant", content: GREETING.text },
      { role: "user", content: heard.user_transcript },
    ]);
  },
};
