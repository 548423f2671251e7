import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

export default {
  title: "A voice agent that may be called as a chat is one for who asks so; a pause of theirs is no cue",
  agent: {
    agent: { first_message: "Hello, how can I help you?" },
    turn: { turn_timeout: 2 },
  },
  platform: {
    overrides: { conversation_config_override: { conversation: { text_only: true } } },
  },
  model: ({ words }) => `You wrote: ${words}`,

  async play({ calls, chats, asked }) {
    const chat = await chats();
    await chat.message(0);
    assert.equal(await chat.ask("When do you close?"), "You wrote: When do you close?");
    await pause(5_000);
    assert.equal(chat.audioChunks, 0);
    assert.equal(asked().length, 1, "a chat was asked again because of silence");

    const caller = await calls({ muted: true });
    await caller.gets("audio");
    assert.equal((await caller.gets("agent_response")).agent_response, "Hello, how can I help you?");
  },
};
