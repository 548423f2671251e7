import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";
import { colloquy } from "../call/sdk.mjs";

/** A picture of one point. */
const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const picture = (name) => new File([Buffer.from(PNG, "base64")], name, { type: "image/png" });
const text = new File(["We open at nine."], "hours.txt", { type: "text/plain" });
const noise = new File([new Uint8Array([0, 1, 2, 3])], "song.png", { type: "image/png" });

const seen = ({ messages }) =>
  messages
    .flatMap(({ content }) => (Array.isArray(content) ? content : []))
    .filter(({ type }) => type === "image_url")
    .map(({ image_url: { url } }) => url);

export default {
  title: "The model sees the picture that the official client uploads, and reads the text",
  always: true,
  agent: { conversation: { text_only: true } },
  model: (request) => `I see ${seen(request).length}, and you say: ${request.words}`,

  async play({ chats, asked }) {
    const chat = await chats();
    const fileId = await chat.upload(picture("menu.png"));
    const unwanted = await chat.upload(picture("oops.png"));
    await colloquy.conversations.files.delete(chat.conversationId, unwanted);
    await assert.rejects(chat.upload(noise), /Upload failed: 400 .*PNG/);

    assert.equal(await chat.show("What is on it?", fileId), "I see 1, and you say: What is on it?");
    assert.deepEqual(seen(asked().at(-1)), [`data:image/png;base64,${PNG}`]);
    assert.match(await chat.ask("And now?"), /^I see 1, /);

    const hours = await chat.upload(text);
    assert.match(await chat.show(undefined, hours), /\[File hours.txt\]\nWe open at nine\./);
    await assert.rejects(colloquy.conversations.files.delete(chat.conversationId, hours), {
      statusCode: 409,
    });
    assert.deepEqual(chat.errors, []);

    const { conversationId } = chat;
    await chat.end();
    await assert.rejects(chat.upload(picture("late.png")), /Upload failed: 404/);
    const { transcript } = await storedConversation(conversationId);
    const sent = transcript.flatMap(({ file_inputs: files }) => files ?? []);
    assert.deepEqual(
      sent.map(({ original_filename: name, mime_type: type }) => [name, type]),
      [
        ["menu.png", "image/png"],
        ["hours.txt", "text/plain"],
      ],
    );
    assert.ok(!JSON.stringify(transcript).includes(PNG.slice(0, 40)));
  },
};
