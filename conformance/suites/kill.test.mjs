// A process of the running Colloquy is killed in the middle of a call.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, test } from "node:test";
import { demoAgentId, storedConversation } from "../call/colloquy.mjs";
import { SocketCall } from "../call/socket-call.mjs";
import { KNOWN } from "../questions/demo.mjs";

/** A call may hang for this long, and a service may be away for this long. */
const PATIENCE_MS = 30_000;
const timeout = 3 * PATIENCE_MS;

const data = process.env.COLLOQUY_DATA;
const skip = data ? false : "COLLOQUY_DATA does not say where its processes are";

function processOf(service) {
  const { services } = JSON.parse(readFileSync(join(data, "state", "instance.json")));
  return services.find(({ name }) => name === service);
}

const runs = (pid) => existsSync(`/proc/${pid}`);

/** Kills a service without warning and returns once it is gone. */
async function kill(service) {
  const { pid } = processOf(service);
  process.kill(pid, "SIGKILL");
  while (runs(pid)) {
    await pause(20);
  }
  return pid;
}

/** Waits until the launcher has started another process in place of this one. */
async function replaced(service, killed) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const { pid } = processOf(service);
    if (pid && pid !== killed && runs(pid)) {
      return;
    }
    assert.ok(Date.now() < deadline, `${service} was not started again`);
    await pause(200);
  }
}

/**
 * Asks, and tells what became of it: an answer in text and sound, an error that the client is
 * told, or a socket closed with a reason. Anything else is a hung call.
 */
async function outcome(call, question) {
  const already = call.frames.length;
  const later = (type) =>
    call.frames.slice(already).find((frame) => frame.type === type);
  call.send({ type: "user_message", text: question });
  const ending = await call
    .until(
      () => later("error") ?? (later("agent_response") && later("audio")),
      "an answer or an error",
      PATIENCE_MS,
    )
    .then(
      (frame) => frame.type,
      async (failure) => {
        if (call.isOpen) {
          throw failure;
        }
        const { code, reason } = await call.closed;
        assert.notEqual(code, 1006, "the socket broke without a close frame");
        assert.notEqual(reason, "", `closed with ${code} and no reason`);
        return `closed with ${code} "${reason}"`;
      },
    );
  return ending;
}

/** A new call works: sooner or later, but within the bound. */
async function newCallWorks() {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const call = await SocketCall.start(demoAgentId);
      try {
        const { eventId } = await call.nextAnswer(5_000);
        await call.first("audio", ({ audio_event: e }) => e.event_id === eventId, 5_000);
        return;
      } finally {
        await call.hangUp();
      }
    } catch (failure) {
      if (Date.now() > deadline) {
        throw failure;
      }
      await pause(500);
    }
  }
}

/** In a hurry: the one that owns the calls. */
const services =
  process.env.CONFORMANCE === "fast"
    ? ["conversation-service"]
    : ["llm-cascade-service", "tts-service", "conversation-service"];

describe("kill -9 in mid-call", { skip }, () => {
  for (const service of services) {
    test(`of the ${service} ends in an error or a recovered call`, { timeout }, async (t) => {
      const call = await SocketCall.start(demoAgentId);
      const { eventId } = await call.nextAnswer();
      await call.wholeAudioOf(eventId);

      const killed = await kill(service);
      const what = await outcome(call, KNOWN[0].question);
      t.diagnostic(`after kill -9 of ${service}: ${what}`);
      await call.hangUp();

      await replaced(service, killed);
      await newCallWorks();
      const stored = await storedConversation(call.conversationId);
      assert.ok(stored.transcript.length > 0, "the call left no transcript");
    });
  }
});
