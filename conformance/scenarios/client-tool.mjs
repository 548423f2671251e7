import assert from "node:assert/strict";

/** What the client was asked to do, in the page that the client runs in. */
const shown = [];

export default {
  title: "The official client's own tools are used by it, and what they say is in the answer",
  always: true,
  agent: {
    conversation: { text_only: true },
    agent: {
      prompt: {
        tools: [
          {
            type: "client",
            name: "getBatteryLevel",
            description: "How full the battery is.",
            expects_response: true,
          },
          {
            type: "client",
            name: "flashScreen",
            description: "Makes the screen flash.",
            parameters: {
              type: "object",
              required: ["brightness"],
              properties: { brightness: { type: "number", description: "0 to 1" } },
            },
          },
        ],
      },
    },
  },
  model: ({ words, result, messages }) =>
    words
      ? [
          { call: { name: "getBatteryLevel" } },
          { call: { name: "flashScreen", parameters: { brightness: 0.5 } } },
        ]
      : `Your battery is at ${messages.at(-2).content}; ${result}`,

  async play({ chats, asked }) {
    const chat = await chats({
      clientTools: {
        getBatteryLevel: () => "85 percent",
        flashScreen: ({ brightness }) => {
          shown.push(brightness);
        },
      },
    });
    assert.equal(
      await chat.ask("How full is my battery?"),
      "Your battery is at 85 percent; Tool Called.",
    );
    assert.deepEqual(shown, [0.5]);
    assert.deepEqual(chat.errors, []);
    assert.equal(asked().length, 2);
  },
};
