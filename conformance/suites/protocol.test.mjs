// What the socket promises frame by frame, seen by a bare WebSocket.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { apiKey, createAgent, demoAgentId, removeAgent } from "../call/colloquy.mjs";
import { SocketCall } from "../call/socket-call.mjs";

const timeout = 60_000;
const MEGABYTE = 1024 * 1024;
/** How long the gateway waits for a client that says nothing at all. */
const CLIENT_SILENCE_MS = 60_000;

const textOnly = { conversation_config_override: { conversation: { text_only: true } } };

/** Opens a socket, sends this as the first message, and tells how it ended. */
async function endingAfter(firstMessage) {
  const call = new SocketCall(demoAgentId);
  await call.opened;
  call.sendText(firstMessage);
  const ending = await Promise.race([
    call.closed,
    new Promise((resolve) => setTimeout(resolve, 15_000)),
  ]);
  if (!ending) {
    await call.hangUp();
    assert.fail("the server did not close the socket");
  }
  return { ...ending, frames: call.frames };
}

describe("the handshake", () => {
  test("answers the sub-protocol convai when it is offered", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId, { protocols: ["convai"], initiation: textOnly });
    assert.equal(call.protocol, "convai");
    await call.hangUp();
  });

  test("answers convai when a bearer token is offered as well", { timeout }, async () => {
    const protocols = ["convai", `bearer.${apiKey}`];
    const call = await SocketCall.start(demoAgentId, { protocols, initiation: textOnly });
    assert.equal(call.protocol, "convai");
    await call.hangUp();
  });

  test("answers no sub-protocol when none is offered", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId, { protocols: [], initiation: textOnly });
    assert.equal(call.protocol, "");
    await call.hangUp();
  });

  test("does not mind the parameters that clients add", { timeout }, async () => {
    const query = "&source=js_sdk&version=1.25.0&environment=prod&unheard_of=1";
    const call = await SocketCall.start(demoAgentId, { query, initiation: textOnly });
    await call.hangUp();
  });
});

describe("the start", () => {
  test("is the metadata, then a gap, then the first message", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId, { initiation: textOnly });
    await call.first("agent_response");
    const [first, second] = call.frames;
    assert.equal(first.type, "conversation_initiation_metadata");
    assert.match(call.metadata.conversation_id, /^conv_[a-zA-Z0-9]+$/);
    assert.equal(call.metadata.agent_output_audio_format, "pcm_16000");
    assert.equal(call.metadata.user_input_audio_format, "pcm_16000");
    // 50 ms at the server; the way here may shorten it by what the first frame was late.
    assert.ok(second.atMs - first.atMs >= 40, `${second.atMs - first.atMs} ms`);
    await call.hangUp();
  });

  test("needs no more than the bare initiation", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId);
    await call.first("agent_response");
    await call.hangUp();
  });

  test("takes empty members for no override", { timeout }, async () => {
    const initiation = {
      conversation_config_override: { agent: {}, tts: {}, conversation: {} },
      custom_llm_extra_body: {},
      dynamic_variables: {},
      user_id: null,
    };
    const call = await SocketCall.start(demoAgentId, { initiation });
    await call.first("agent_response");
    await call.hangUp();
  });

  test("happens once, however often the client initiates", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId, { initiation: textOnly });
    call.send({ type: "conversation_initiation_client_data", ...textOnly });
    await call.first("agent_response");
    call.send({ type: "conversation_initiation_client_data", ...textOnly });
    call.send({ type: "user_message", text: "Hello" });
    await call.nextAnswer();
    assert.equal(call.all("conversation_initiation_metadata").length, 1);
    await call.hangUp();
  });
});

describe("a running conversation", () => {
  let call;
  before(async () => {
    call = await SocketCall.start(demoAgentId, { initiation: textOnly });
    await call.first("agent_response");
  });
  after(() => call.hangUp());

  test("ignores messages that it does not know", { timeout }, async () => {
    call.send({ type: "never_heard_of", value: 1 });
    call.send({ type: "enclave_setup_config", agent_config_dict: {} });
    call.send({ no_type_at_all: true });
    call.send({ type: "feedback", score: "like", event_id: 99_999 });
    call.send({ type: "feedback", score: null, event_id: 1 });
    call.send({ type: "pong", event_id: 424_242 });
    call.send({ type: "client_tool_result", tool_call_id: "none", result: "x", is_error: false });
    call.send({ type: "user_message", text: "Are you still there?" });
    await call.nextAnswer();
    assert.ok(call.isOpen);
  });

  test("gives each answer an event id above the last one's", { timeout }, async () => {
    const ids = [];
    for (const text of ["Hello.", "When do you open?", "Thank you."]) {
      call.send({ type: "user_message", text });
      ids.push((await call.nextAnswer()).eventId);
    }
    assert.deepEqual(ids, [...new Set(ids)].sort((a, b) => a - b));
  });

  test("names each response the same in its parts and its whole", { timeout }, async () => {
    const already = call.frames.length;
    call.send({ type: "user_message", text: "When do you open?" });
    await call.nextAnswer();
    const ids = call.frames.slice(already).flatMap(({ message }) => [
      ...(message.text_response_part ? [message.text_response_part.response_id] : []),
      ...(message.agent_response_event ? [message.agent_response_event.response_id] : []),
    ]);
    assert.equal(new Set(ids).size, 1);
    assert.equal(typeof ids[0], "string");
  });

  test("pings, and tells the round trip of the ping before", { timeout }, async () => {
    await call.until(() => call.all("ping").length >= 2, "a second ping", 30_000);
    const [one, two] = call.all("ping").map(({ message }) => message.ping_event);
    assert.ok(two.event_id > one.event_id);
    assert.ok("ping_ms" in one, "ping_ms must be there, if only as null");
    assert.ok(two.ping_ms === null || (two.ping_ms >= 0 && two.ping_ms < 1_000), two.ping_ms);
  });
});

describe("a voice call", () => {
  test("sends its text and its audio under one event id, in whole samples", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId);
    const { eventId } = await call.nextAnswer();
    await call.wholeAudioOf(eventId);
    for (const { message } of call.all("audio")) {
      const { audio_base_64: audio, alignment } = message.audio_event;
      assert.equal(Buffer.from(audio, "base64").length % 2, 0);
      assert.equal(alignment.chars.length, alignment.char_start_times_ms.length);
      assert.equal(alignment.chars.length, alignment.char_durations_ms.length);
    }
    const spoken = call.audioFrames(eventId)
      .flatMap(({ message }) => message.audio_event.alignment.chars)
      .join("");
    const words = (text) => text.toLowerCase().match(/[a-z]+/g);
    assert.deepEqual(words(spoken), words(call.all("agent_response")[0].message
      .agent_response_event.agent_response));
    await call.hangUp();
  });

  test("sends the probability of speech when the agent asks for it", { timeout }, async () => {
    const agentId = await createAgent("Conformance: vad", {
      agent: { prompt: { llm: "builtin" } },
      conversation: { client_events: ["audio", "agent_response", "vad_score"] },
    });
    try {
      const call = await SocketCall.start(agentId);
      call.openMicrophone();
      const { message } = await call.first("vad_score");
      const score = message.vad_score_event.vad_score;
      assert.ok(score >= 0 && score < 0.5, `${score} in silence`);
      await call.hangUp();
    } finally {
      await removeAgent(agentId);
    }
  });
});

describe("a client that breaks the protocol", () => {
  const closed = (ending, code, reason) => {
    assert.equal(ending.code, code, `closed with ${ending.code} "${ending.reason}"`);
    assert.match(ending.reason, reason);
  };

  test("is closed with 1007 for malformed JSON", { timeout }, async () => {
    closed(await endingAfter("{not json"), 1007, /JSON/);
  });

  test("is closed with 1007 for malformed JSON in mid-call", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId, { initiation: textOnly });
    await call.first("agent_response");
    call.sendText("}{");
    closed(await call.closed, 1007, /JSON/);
  });

  test("is closed with 1002 for another first message", { timeout }, async () => {
    const message = JSON.stringify({ type: "user_message", text: "Hi" });
    closed(await endingAfter(message), 1002, /conversation_initiation_client_data/);
  });

  test("is closed with 1009 for an oversized frame", { timeout }, async () => {
    const call = await SocketCall.start(demoAgentId, { initiation: textOnly });
    await call.first("agent_response");
    call.send({ type: "user_message", text: "x".repeat(2 * MEGABYTE) });
    closed(await call.closed, 1009, /big/);
  });

  test("is closed with 3000 when its key is wrong, though the agent needs none", { timeout }, async () => {
    const call = new SocketCall(demoAgentId, { protocols: ["convai", "bearer.some-token"] });
    await call.opened;
    closed(await call.closed, 3000, /API key/);
  });

  test("is closed with 1008 when it names no agent", { timeout }, async () => {
    const call = new SocketCall("");
    await call.opened;
    call.send({ type: "conversation_initiation_client_data" });
    closed(await call.closed, 1008, /agent_id/);
  });

  test("is closed with 1008 when its agent does not exist", { timeout }, async () => {
    const call = new SocketCall("agent_0000000000000000000000000000");
    await call.opened;
    call.send({ type: "conversation_initiation_client_data" });
    closed(await call.closed, 1008, /no agent with this agent_id/);
  });

  test("is closed with 1008 when it does not begin", { timeout }, async () => {
    const call = new SocketCall(demoAgentId);
    await call.opened;
    closed(await call.closed, 1008, /conversation_initiation_client_data/);
  });

  const skip = process.env.CONFORMANCE === "fast" && "takes a minute";
  const patience = { timeout: CLIENT_SILENCE_MS + 30_000, skip };
  test("is closed with 1008 when it falls silent", patience, async () => {
    const call = await SocketCall.start(demoAgentId, { answerPings: false });
    closed(await call.closed, 1008, /nothing was received/);
  });
});
