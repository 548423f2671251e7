// The official JavaScript client in Node, in text: unmodified, only its origin set.

import assert from "node:assert/strict";
import { test } from "node:test";
import { found } from "../audio/recognise.mjs";
import {
  agent,
  conversationsOf,
  createAgent,
  demoAgentId,
  removeAgent,
  rest,
  storedConversation,
} from "../call/colloquy.mjs";
import { TextSession } from "../call/official-client.mjs";
import { KNOWN } from "../questions/demo.mjs";

const timeout = 60_000;

/** An agent that is a chat by itself: nobody needs a permission to call it as one. */
const inText = { conversation: { text_only: true } };

test("the demo agent greets in the words of its configuration", { timeout }, async () => {
  const { conversation_config: config } = await agent(demoAgentId);
  const session = await TextSession.start(demoAgentId);
  const greeting = await session.message(0);
  assert.equal(greeting.role, "agent");
  assert.equal(greeting.message, config.agent.first_message);
  assert.match(session.conversationId, /^conv_[a-zA-Z0-9]+$/);
  await session.end();
});

test("a typed question is answered from the demo agent's knowledge", { timeout }, async () => {
  const session = await TextSession.start(demoAgentId);
  await session.message(0);
  for (const { question, keyWords } of KNOWN) {
    const answer = await session.ask(question);
    assert.deepEqual(found(keyWords, answer), keyWords, `"${question}": "${answer}"`);
  }
  assert.deepEqual(session.errors, []);
  await session.end();
});

test("answers stream in parts that add up to the answer, without audio", { timeout }, async () => {
  const session = await TextSession.start(demoAgentId);
  await session.message(0);
  session.parts.length = 0;
  const answer = await session.ask(KNOWN[0].question);
  assert.equal(session.parts[0]?.type, "start");
  assert.equal(session.parts.map(({ text }) => text ?? "").join(""), answer);
  assert.equal(new Set(session.parts.map(({ event_id: id }) => id)).size, 1);
  assert.equal(session.audioChunks, 0);
  await session.end();
});

test("what was typed is not sent back as a transcript", { timeout }, async () => {
  const session = await TextSession.start(demoAgentId);
  await session.message(0);
  await session.ask(KNOWN[0].question);
  assert.deepEqual(
    session.messages.map(({ role }) => role),
    ["agent", "agent"],
  );
  await session.end();
});

test("a contextual update gets no answer and is used by the next one", { timeout }, async () => {
  const agentId = await createAgent("Conformance: context", {
    ...inText,
    agent: {
      first_message: "Hello.",
      prompt: { llm: "builtin", prompt: "The station has twelve platforms." },
    },
  });
  try {
    const session = await TextSession.start(agentId);
    await session.message(0);
    session.tell("The train to the coast leaves from platform nine.");
    const answer = await session.ask("From which platform does the train to the coast leave?");
    assert.equal(session.messages.length, 2, JSON.stringify(session.messages));
    assert.match(answer, /nine/);
    await session.end();
  } finally {
    await removeAgent(agentId);
  }
});

test("twenty sessions in a row all get their greeting", { timeout: 120_000 }, async () => {
  const { conversation_config: config } = await agent(demoAgentId);
  for (let i = 1; i <= 20; i++) {
    const session = await TextSession.start(demoAgentId);
    const { message } = await session.message(0);
    assert.equal(message, config.agent.first_message, `session ${i}`);
    await session.end();
  }
});

test("a finished session is stored with both sides of the talk, and listed", { timeout }, async () => {
  const { question, keyWords } = KNOWN[0];
  const session = await TextSession.start(demoAgentId);
  const greeting = (await session.message(0)).message;
  const answer = await session.ask(question);
  assert.equal((await session.end()).reason, "user");

  const stored = await storedConversation(session.conversationId);
  assert.equal(stored.status, "done");
  assert.equal(stored.agent_id, demoAgentId);
  assert.deepEqual(
    stored.transcript.map(({ role, message }) => ({ role, message })),
    [
      { role: "agent", message: greeting },
      { role: "user", message: question },
      { role: "agent", message: answer },
    ],
  );
  assert.equal(stored.transcript[1].source_medium, "text");
  assert.deepEqual(found(keyWords, answer), keyWords);

  const { conversations } = await conversationsOf(demoAgentId);
  const listed = conversations.find((c) => c.conversation_id === session.conversationId);
  assert.equal(listed?.status, "done");
  assert.equal(listed.message_count, 3);
});

test("variables of the session reach the first message", { timeout }, async () => {
  const agentId = await createAgent("Conformance: variables", {
    ...inText,
    agent: { first_message: "Hello {{name}}, I am here.", prompt: { llm: "builtin" } },
  });
  try {
    const session = await TextSession.start(agentId, { dynamicVariables: { name: "Mara" } });
    assert.equal((await session.message(0)).message, "Hello Mara, I am here.");
    await session.end();
  } finally {
    await removeAgent(agentId);
  }
});

test("an agent that is not there fails the start with the reason", { timeout }, async () => {
  const missing = "agent_0000000000000000000000000000";
  const failure = await TextSession.start(missing).then(
    () => assert.fail("the session started"),
    (error) => error,
  );
  assert.equal(failure.name, "SessionConnectionError");
  assert.notEqual(failure.closeCode, 1000);
  assert.notEqual(failure.closeCode, 1006, "the client saw no reason");
  assert.match(failure.message, /agent/i);
});

test("a call that starts after a change was answered is held with the change", { timeout }, async () => {
  const agentId = await createAgent("Conformance: changed", {
    ...inText,
    agent: { first_message: "Hello number 0.", prompt: { llm: "builtin" } },
  });
  try {
    for (let n = 1; n <= 10; n++) {
      const greeting = `Hello number ${n}.`;
      const change = { conversation_config: { agent: { first_message: greeting } } };
      await rest("PATCH", `/v1/convai/agents/${agentId}`, change);
      const session = await TextSession.start(agentId);
      assert.equal((await session.message(0)).message, greeting);
      await session.end();
    }
  } finally {
    await removeAgent(agentId);
  }
});

test("a removed agent cannot be called any more", { timeout }, async () => {
  const agentId = await createAgent("Conformance: removed", {
    ...inText,
    agent: { first_message: "Hello.", prompt: { llm: "builtin" } },
  });
  const session = await TextSession.start(agentId);
  await session.message(0);
  await session.end();
  await removeAgent(agentId);
  assert.equal((await rest("GET", `/v1/convai/agents/${agentId}`)).status, 404);
  await assert.rejects(TextSession.start(agentId), /agent/i);
});
