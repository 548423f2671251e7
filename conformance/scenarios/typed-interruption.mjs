import assert from "node:assert/strict";
import { answers } from "../model/steps.mjs";
import { STORY } from "../questions/story.mjs";

const QUESTION = "Where is the music room?";
const ANSWER = "The music room is on the second floor.";

export default {
  title: "A typed message in a call stops the agent and is answered aloud",
  model: answers([/story/, STORY], [/music/, ANSWER]),

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("Tell me the story of the library.");
    const { event_id: told } = await caller.gets("audio");
    await caller.waits(2_500);
    caller.types(QUESTION);

    assert.equal((await caller.gets("interruption")).event_id, told);
    const { corrected_agent_response: heard } = await caller.gets("agent_response_correction");
    assert.ok(heard.length > 0 && heard.length < STORY.length && STORY.startsWith(heard), heard);
    const answer = await caller.gets("agent_response", 1);
    assert.equal(answer.agent_response, ANSWER);
    await caller.hearsBeginOf(answer.event_id);
    assert.deepEqual(
      asked().at(-1).messages.slice(-2),
      [
        { role: "assistant", content: heard },
        { role: "user", content: QUESTION },
      ],
    );
    assert.deepEqual(caller.got("user_transcript"), [], "what was typed came back as speech");
  },
};
