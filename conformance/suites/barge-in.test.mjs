// The user speaks while the agent does.

import assert from "node:assert/strict";
import { afterEach, describe, test } from "node:test";
import { found } from "../audio/recognise.mjs";
import { createAgent, removeAgent, storedConversation } from "../call/colloquy.mjs";
import { SocketCall } from "../call/socket-call.mjs";
import { HISTORY, INTERRUPTION, PROMPT, spoken } from "../questions/spoken.mjs";

const timeout = 90_000;
/**
 * Audio of the user's that may pass before the agent falls silent: 200 ms make a barge-in, the rest
 * is room for a busy machine.
 */
const LONGEST_REACTION_MS = 1_000;
/** How much of the answer is heard before it is interrupted. */
const LISTENING_MS = 2_500;
/** From the end of an answer's sound until the owner of the call has noted it. */
const A_LITTLE_MS = 500;

const EVENTS = [
  "audio",
  "user_transcript",
  "agent_response",
  "agent_response_correction",
  "agent_chat_response_part",
];

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

describe("barge-in", () => {
  let agentId;
  let call;
  afterEach(async () => {
    await call?.hangUp();
    await removeAgent(agentId);
  });

  /** A call in which the agent tells its long story, and has told some of it. */
  async function listening(clientEvents) {
    agentId = await createAgent("Conformance: barge-in", {
      agent: { prompt: { llm: "builtin", prompt: PROMPT } },
      conversation: { client_events: clientEvents },
    });
    call = await SocketCall.start(agentId);
    call.openMicrophone();
    call.send({ type: "user_message", text: HISTORY.text });
    const first = await call.first("audio");
    await pause(LISTENING_MS);
    return first.message.audio_event.event_id;
  }

  test("stops the agent, corrects what it said, and is answered", { timeout }, async () => {
    const told = await listening([...EVENTS, "interruption"]);
    const { onsetMs } = call.microphone.say(spoken(INTERRUPTION));

    const interruption = await call.first("interruption");
    const { event_id: interrupted, reason } = interruption.message.interruption_event;
    assert.equal(interrupted, told);
    assert.equal(typeof reason, "string");
    const reaction = interruption.sentMs - onsetMs;
    assert.ok(reaction <= LONGEST_REACTION_MS, `the agent stopped after ${reaction} ms of speech`);

    const { message } = await call.first("agent_response_correction");
    const correction = message.agent_response_correction_event;
    const { original_agent_response: original, corrected_agent_response: corrected } = correction;
    assert.equal(correction.event_id, told);
    assert.ok(found(HISTORY.keyWords, original).length > 0, original);
    assert.ok(original.startsWith(corrected) && corrected.length < original.length, corrected);
    // Some 2.5 s were heard: more than a word, and far from all.
    const words = corrected.trim().split(/\s+/).length;
    assert.ok(words >= 3 && words <= 16, `${words} words: "${corrected}"`);

    const transcript = await call.first("user_transcript");
    const { user_transcript: heard } = transcript.message.user_transcription_event;
    assert.deepEqual(found(INTERRUPTION.words, heard), INTERRUPTION.words, heard);
    const answer = await call.first(
      "agent_response",
      ({ agent_response_event: event }) => event.event_id > told,
    );
    const { event_id: answerId, agent_response: text } = answer.message.agent_response_event;
    assert.deepEqual(found(INTERRUPTION.keyWords, text), INTERRUPTION.keyWords, text);
    await call.playedOut(answerId);
    await pause(A_LITTLE_MS);

    const after = call.frames.slice(call.frames.indexOf(interruption));
    const late = after.filter(
      ({ type, message: m }) => type === "audio" && m.audio_event.event_id <= told,
    );
    assert.equal(late.length, 0, "audio of the interrupted answer came after the interruption");

    await call.hangUp();
    const { transcript: turns } = await storedConversation(call.conversationId);
    const cut = turns.find((turn) => turn.role === "agent" && turn.interrupted);
    assert.equal(cut?.message, corrected);
    assert.equal(cut.original_message, original);
    assert.equal(turns.filter((turn) => turn.interrupted).length, 1);
  });

  test("by typing stops the agent too", { timeout }, async () => {
    const told = await listening([...EVENTS, "interruption"]);
    call.send({ type: "user_message", text: "Where is the music room?" });
    const { message } = await call.first("interruption");
    assert.equal(message.interruption_event.event_id, told);
    const answer = await call.first(
      "agent_response",
      ({ agent_response_event: event }) => event.event_id > told,
    );
    const { agent_response: text } = answer.message.agent_response_event;
    assert.deepEqual(found(INTERRUPTION.keyWords, text), INTERRUPTION.keyWords, text);
  });

  test("is off for an agent without the interruption event", { timeout }, async () => {
    const told = await listening(EVENTS);
    const whole = call.playedOut(told);
    await call.microphone.say(spoken(INTERRUPTION)).end;
    await whole;
    await pause(A_LITTLE_MS);
    assert.equal(call.all("interruption").length, 0);
    assert.equal(call.all("agent_response_correction").length, 0);

    await call.hangUp();
    const { transcript } = await storedConversation(call.conversationId);
    const story = transcript.find((turn) => turn.role === "agent" && turn.message.length > 0);
    assert.deepEqual(found(HISTORY.keyWords, story.message), HISTORY.keyWords, story.message);
    assert.equal(story.interrupted, false);
  });
});
