import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";
import { countOfWords } from "../call/caller.mjs";
import { answers } from "../model/steps.mjs";
import { INTERRUPTION, spoken } from "../questions/spoken.mjs";
import { STORY } from "../questions/story.mjs";

const ANSWER = "The music room is on the second floor.";
/** 200 ms of speech make a barge-in; the rest is room for a busy machine. */
const LONGEST_REACTION_MS = 1_500;
const NEAR_WORDS = 3;

export default {
  title: "Words of the user stop the agent, and what nobody heard was never said",
  always: true,
  model: answers([/story/, STORY], [/music/, ANSWER]),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("Tell me the story of the library.");
    const { event_id: told } = await caller.gets("audio");
    await caller.waits(4_000);
    const { onsetMs } = caller.says(spoken(INTERRUPTION));

    const interruption = await caller.gets("interruption");
    const reaction = interruption.sentMs - onsetMs;
    assert.ok(reaction <= LONGEST_REACTION_MS, `stopped after ${reaction} ms of speech`);
    assert.equal(interruption.event_id, told);

    const correction = await caller.gets("agent_response_correction");
    const { original_agent_response: original, corrected_agent_response: corrected } = correction;
    assert.equal(original, STORY);
    assert.ok(STORY.startsWith(corrected) && corrected.length < STORY.length, corrected);
    const played = caller.heardBy(told, interruption.atMs);
    const difference = Math.abs(countOfWords(corrected) - countOfWords(played));
    assert.ok(difference <= NEAR_WORDS, `"${corrected}" was told, "${played}" was played`);

    const answer = await caller.gets("agent_response", 1);
    assert.equal(answer.agent_response, ANSWER);
    assert.ok(answer.event_id > told);
    const { messages } = asked().findLast(({ ended }) => ended === "finished");
    assert.deepEqual(
      messages.filter(({ role }) => role === "assistant").map(({ content }) => content),
      [corrected],
    );
    await caller.hearsOut(answer.event_id);

    const order = caller.call.frames
      .map(({ type }) => type)
      .filter((type) => /^(interruption|agent_response.*|user_transcript)$/.test(type));
    assert.deepEqual(order.slice(order.indexOf("interruption")), [
      "interruption",
      "agent_response_correction",
      "user_transcript",
      "agent_response",
    ]);
    const late = caller
      .got("audio")
      .filter(({ event_id: id, atMs }) => id <= told && atMs > interruption.atMs);
    assert.equal(late.length, 0, "audio of the interrupted answer came after the interruption");

    await caller.hangsUp();
    const { transcript } = await storedConversation(caller.conversationId);
    const cut = transcript.find(({ interrupted }) => interrupted);
    assert.equal(cut.message, corrected);
    assert.equal(cut.original_message, STORY);
  },
};
