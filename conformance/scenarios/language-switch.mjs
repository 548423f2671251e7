import assert from "node:assert/strict";
import { pitch } from "../audio/measure.mjs";

const GERMAN = "Du sprichst am Telefon nur Deutsch. scenario: language-switch";

export default {
  title: "The agent follows its user into another language: prompt and voice change in mid-call",
  agent: {
    agent: {
      language: "en",
      prompt: {
        built_in_tools: {
          language_detection: {
            type: "system",
            name: "language_detection",
            params: { system_tool_type: "language_detection" },
          },
        },
      },
    },
    tts: { voice_id: "slt" },
    language_presets: {
      de: { overrides: { agent: { prompt: { prompt: GERMAN } }, tts: { voice_id: "espeak-de" } } },
    },
  },
  model: ({ messages }) =>
    messages[0].content.includes(GERMAN)
      ? "Sehr gern, wir haben heute bis achtzehn Uhr geöffnet und freuen uns auf Sie."
      : "Of course, we are open until six today and look forward to seeing you.",

  async play({ calls, asked }) {
    const caller = await calls();
    caller.types("Are you still open today?");
    const english = await caller.gets("agent_response");
    const before = pitch(await caller.hearsOut(english.event_id));

    caller.types("Ich möchte lieber auf Deutsch mit Ihnen weitersprechen.");
    const german = await caller.gets("agent_response", 1);
    assert.match(german.agent_response, /^Sehr gern/);
    const after = pitch(await caller.hearsOut(german.event_id));
    assert.ok(asked().at(-1).messages[0].content.includes(GERMAN));
    assert.ok(before > 1.25 * after, `${before} Hz, then ${after} Hz`);

    caller.types("Okay, let us go back to speaking English now, please.");
    const back = await caller.gets("agent_response", 2);
    assert.match(back.agent_response, /^Of course/);
    const again = pitch(await caller.hearsOut(back.event_id));
    assert.ok(again > 1.25 * after, `${after} Hz, then ${again} Hz`);
  },
};
