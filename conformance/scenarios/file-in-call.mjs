import assert from "node:assert/strict";
import { url } from "../call/colloquy.mjs";
import { found, recognised } from "../audio/recognise.mjs";

const ANSWER = "There is a yellow house in your picture.";
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

export default {
  title: "A file in a spoken call is a turn of the user, and the agent speaks about it",
  model: () => ANSWER,

  async play({ calls, asked }) {
    const caller = await calls();
    const form = new FormData();
    form.append("file", new File([GIF], "house.gif"));
    const path = `/v1/convai/conversations/${caller.conversationId}/files`;
    const answer = await fetch(url + path, { method: "POST", body: form });
    assert.equal(answer.status, 200);
    const { file_id: fileId } = await answer.json();

    caller.call.send({ type: "multimodal_message", file: { type: "file_input", file_id: fileId } });
    const { event_id: eventId, agent_response: said } = await caller.gets("agent_response");
    assert.equal(said, ANSWER);
    const heard = await recognised(await caller.hearsOut(eventId));
    assert.deepEqual(found(["yellow", "house"], heard), ["yellow", "house"], heard);
    // Pictures that may move are not shown to this provider, but told of.
    assert.match(asked().at(-1).words, /house\.gif \(image\/gif\), which you cannot see/);
  },
};
