import assert from "node:assert/strict";
import { pitch } from "../audio/measure.mjs";
import { found, recognised } from "../audio/recognise.mjs";
import { storedConversation } from "../call/colloquy.mjs";

const LAST_WORDS = "Good morning, I will put you through to my friend.";
const GREETING = "Good morning, this is the office. What can I do for you?";

export default {
  title: "Another agent takes the call over: its voice, its greeting, its prompt, the same history",
  others: {
    office: {
      tts: { voice_id: "rms" },
      agent: { first_message: GREETING },
    },
  },
  agent: ({ office }) => ({
    tts: { voice_id: "slt" },
    agent: {
      prompt: {
        built_in_tools: {
          transfer_to_agent: {
            name: "transfer_to_agent",
            params: {
              system_tool_type: "transfer_to_agent",
              transfers: [
                {
                  agent_id: office,
                  condition: "The user wants the office.",
                  transfer_message: LAST_WORDS,
                  enable_transferred_agent_first_message: true,
                  delay_ms: 500,
                },
              ],
            },
          },
        },
      },
    },
  }),
  model: ({ words }) =>
    /office/.test(words)
      ? [{ call: { name: "transfer_to_agent", parameters: { agent_number: 0 } } }]
      : "Everything is well.",

  async play({ calls, asked, agentId, others }) {
    const caller = await calls();
    caller.types("The office, please.");
    const last = await caller.gets("agent_response");
    assert.equal(last.agent_response, LAST_WORDS);
    const first = await caller.gets("agent_response", 1);
    assert.equal(first.agent_response, GREETING);
    assert.ok(first.event_id > last.event_id);
    const [before, after] = [
      await caller.hearsOut(last.event_id),
      await caller.hearsOut(first.event_id),
    ];
    assert.ok(pitch(before) > 1.3 * pitch(after), `${pitch(before)} Hz, then ${pitch(after)} Hz`);
    const heard = await recognised(after);
    assert.deepEqual(found(["good", "morning"], heard), ["good", "morning"], heard);

    caller.types("How are you?");
    await caller.hearsOut((await caller.gets("agent_response", 2)).event_id);
    const { messages } = asked().at(-1);
    const said = messages.map(({ content }) => content);
    assert.ok(said.includes("The office, please."), JSON.stringify(said));
    assert.ok(said.includes(LAST_WORDS), JSON.stringify(said));
    await caller.hangsUp();
    const { transcript } = await storedConversation(caller.conversationId);
    const speakers = transcript
      .filter(({ message, role }) => message && role === "agent")
      .map(({ agent_metadata: { agent_id: id } }) => id);
    assert.deepEqual(speakers, [agentId, others.office, others.office]);
    const [{ result }] = transcript.flatMap(({ tool_results: results }) => results);
    assert.equal(result.result_type, "transfer_to_agent_success");
    assert.equal(result.to_agent, others.office);
  },
};
