import assert from "node:assert/strict";
import { trickle } from "../model/steps.mjs";

const ANSWER = "We close at seven in the evening, every day of the week.";

export default {
  title: "A text-only agent chats with the official client: parts while it writes, and no sound",
  always: true,
  agent: {
    agent: { first_message: "Hello, how can I help you?" },
    conversation: { text_only: true },
  },
  model: () => trickle(ANSWER, 20),

  async play({ chats, asked }) {
    const chat = await chats();
    assert.equal((await chat.message(0)).message, "Hello, how can I help you?");
    chat.parts.length = 0;
    assert.equal(await chat.ask("When do you close?"), ANSWER);

    const kinds = chat.parts.map(({ type }) => type);
    assert.equal(kinds[0], "start");
    assert.equal(kinds.at(-1), "stop");
    assert.ok(kinds.filter((kind) => kind === "delta").length >= 3, kinds.join(" "));
    assert.equal(chat.parts.map(({ text }) => text ?? "").join(""), ANSWER);
    assert.equal(chat.audioChunks, 0);
    assert.deepEqual(chat.errors, []);
    assert.equal(asked().length, 1);
  },
};
