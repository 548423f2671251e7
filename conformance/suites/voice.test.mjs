// The official JavaScript client in headless Chromium holds a spoken conversation with the demo
// agent.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { found, normalised, recognised } from "../audio/recognise.mjs";
import { BrowserCall } from "../call/browser-call.mjs";
import { agent, demoAgentId, storedConversation } from "../call/colloquy.mjs";
import { SPOKEN } from "../questions/demo.mjs";
import { spoken } from "../questions/spoken.mjs";

const timeout = 90_000;
/** Long enough for the greeting to be played before the question begins. */
const BEFORE_THE_QUESTION_MS = 10_000;
const ANSWER_PATIENCE_MS = 45_000;

const said = (happened, source) =>
  happened.filter(({ kind, value }) => kind === "message" && value.source === source);

describe("a spoken conversation in the browser", () => {
  let call;
  let happened;
  let greeting;
  let question;
  let answer;

  before(async () => {
    call = await BrowserCall.start(demoAgentId, [
      { afterMs: BEFORE_THE_QUESTION_MS, audio: spoken(SPOKEN) },
    ]);
    const answered = (all) => said(all, "user").length > 0 && said(all, "ai").length > 1;
    happened = await call.until(answered, "answer", ANSWER_PATIENCE_MS);
    const [, second] = said(happened, "ai");
    const playedOut = (all) =>
      all.some(({ kind, value, atMs }) => kind === "mode" && value === "listening" && atMs > second.atMs);
    happened = await call.until(playedOut, "end of the answer's audio", ANSWER_PATIENCE_MS);
    [greeting, answer] = said(happened, "ai");
    [question] = said(happened, "user");
  }, { timeout: 2 * ANSWER_PATIENCE_MS });

  after(() => call?.close());

  test("the agent greets aloud", { timeout }, async () => {
    const { conversation_config: config } = await agent(demoAgentId);
    assert.equal(greeting.value.message, config.agent.first_message);
    const heard = await recognised(call.audio(happened, 0, question.atMs));
    const words = normalised(config.agent.first_message).split(" ");
    const share = found(words, heard).length / words.length;
    assert.ok(share >= 0.6, `"${heard}" for "${config.agent.first_message}"`);
  });

  test("the spoken question is recognised", () => {
    assert.deepEqual(found(SPOKEN.words, question.value.message), SPOKEN.words, question.value.message);
  });

  test("the answer comes from the agent's knowledge", () => {
    const { message } = answer.value;
    assert.deepEqual(found(SPOKEN.keyWords, message), SPOKEN.keyWords, message);
  });

  test("the answer's audio, recognised again, holds its key words", { timeout }, async () => {
    const heard = await recognised(call.audio(happened, question.atMs));
    assert.deepEqual(found(SPOKEN.keyWords, heard), SPOKEN.keyWords, heard);
  });

  test("the client speaks and listens in turn", () => {
    const modes = happened.filter(({ kind }) => kind === "mode").map(({ value }) => value);
    const changes = modes.filter((mode, i) => mode !== modes[i - 1]).join(" ");
    // A busy machine may let the agent draw breath between two sentences: it then speaks once more.
    assert.match(changes, /^(listening )?speaking listening( speaking listening)+$/);
  });

  test("nobody was interrupted and nothing failed", () => {
    const bad = happened.filter(({ kind }) => ["interruption", "error", "disconnect"].includes(kind));
    assert.deepEqual(bad, []);
  });

  test("the call is stored as it was spoken", { timeout }, async () => {
    const [{ value: conversationId }] = happened.filter(({ kind }) => kind === "connect");
    await call.endSession();
    const stored = await storedConversation(conversationId);
    assert.equal(stored.status, "done");
    const turns = stored.transcript.map(({ role, message }) => ({ role, message }));
    assert.deepEqual(turns, [
      { role: "agent", message: greeting.value.message },
      { role: "user", message: question.value.message },
      { role: "agent", message: answer.value.message },
    ]);
    assert.equal(stored.transcript[1].source_medium, "audio");
    const end = (await call.happened()).filter(({ kind }) => kind === "disconnect");
    assert.deepEqual(end.map(({ value }) => value), ["user"]);
  });
});
