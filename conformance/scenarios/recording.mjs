import assert from "node:assert/strict";
import { channelsOf } from "../audio/mp3.mjs";
import { durationMs } from "../audio/measure.mjs";
import { found, recognised } from "../audio/recognise.mjs";
import { rest, storedConversation, url } from "../call/colloquy.mjs";
import { colloquy } from "../call/sdk.mjs";
import { answers } from "../model/steps.mjs";
import { CLOSING_TIME, GREETING, spoken } from "../questions/spoken.mjs";

const ANSWER = "The library closes at seven in the evening.";
const PATIENCE_MS = 40_000;
const POLL_MS = 500;

export default {
  title: "After a call both of its sides can be heard, each in its channel, and are gone when it is deleted",
  always: true,
  agent: { agent: { first_message: GREETING.text } },
  model: answers([/close/, ANSWER]),

  async play({ calls }) {
    const caller = await calls();
    const began = performance.now();
    const greeting = await caller.gets("agent_response");
    await caller.hearsOut(greeting.event_id);
    caller.says(spoken(CLOSING_TIME));
    const answer = await caller.gets("agent_response", 1);
    await caller.hearsOut(answer.event_id);
    const lastedMs = performance.now() - began;
    const { conversationId } = caller;
    await caller.hangsUp();

    await storedConversation(conversationId);
    const mp3 = await recordingOf(conversationId);
    const [user, agent] = await channelsOf(mp3);
    assert.ok(Math.abs(durationMs(user) - lastedMs) < 2_000, `${durationMs(user)} of ${lastedMs} ms`);
    const said = await recognised(user);
    assert.deepEqual(found(CLOSING_TIME.words, said), CLOSING_TIME.words, said);
    const answered = await recognised(agent);
    const words = [...GREETING.keyWords, ...CLOSING_TIME.keyWords];
    assert.deepEqual(found(words, answered), words, answered);
    assert.deepEqual(found(CLOSING_TIME.keyWords, said), [], "the caller's side holds the caller");

    await partsAreServed(conversationId, mp3);
    const stored = (await rest("GET", `/v1/convai/conversations/${conversationId}`)).body;
    assert.ok(stored.has_audio && stored.has_user_audio && stored.has_response_audio);
    const turn = stored.transcript.findLast(({ role }) => role === "agent");
    const waited = turn.conversation_turn_metrics.metrics.ear_to_ear_latency.elapsed_time;
    assert.ok(waited > 0.1 && waited < 6, `the caller waited ${waited} s`);

    await colloquy.conversations.delete(conversationId);
    await assert.rejects(colloquy.conversations.audio.get(conversationId), { statusCode: 404 });
  },
};

/** The recording as the official SDK gets it, once it is made. */
async function recordingOf(conversationId) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const stream = await colloquy.conversations.audio.get(conversationId);
      return Buffer.from(await new Response(stream).arrayBuffer());
    } catch (failure) {
      if (failure.statusCode !== 404 || Date.now() > deadline) {
        throw failure;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}

/** What a player asks for when somebody jumps to another place. */
async function partsAreServed(conversationId, mp3) {
  const answer = await fetch(`${url}/v1/convai/conversations/${conversationId}/audio`, {
    headers: { "xi-api-key": process.env.COLLOQUY_API_KEY, range: "bytes=1000-1999" },
  });
  assert.equal(answer.status, 206);
  assert.equal(answer.headers.get("content-type"), "audio/mpeg");
  assert.equal(answer.headers.get("content-range"), `bytes 1000-1999/${mp3.length}`);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), mp3.subarray(1_000, 2_000));
}
