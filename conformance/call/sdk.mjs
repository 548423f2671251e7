// The official SDK for REST, unmodified, with a note of every method that worked.

import assert from "node:assert/strict";
import { ElevenLabsClient } from "@elevenlabs/elevenlabs-js";
import { apiKey, url } from "./colloquy.mjs";

const PATIENCE_S = 20;

export const timeout = 60_000;

/** Names of methods, such as "conversationalAi.agents.list", of which a call was answered well. */
export const worked = new Set();

/** The part of the SDK that is about agents. */
export function conversationalAi(key = apiKey) {
  return noting(elevenLabs(key).conversationalAi, "conversationalAi");
}

/** The whole SDK, of which Colloquy stands in for some parts besides. */
export function elevenLabs(key = apiKey) {
  return new ElevenLabsClient({
    apiKey: key,
    baseUrl: url,
    timeoutInSeconds: PATIENCE_S,
    maxRetries: 0,
  });
}

/** With the key of this run. */
export const colloquy = conversationalAi();

/** Fails unless the call is refused with this status; gives the body of the refusal. */
export async function refused(call, status) {
  const error = await call.then(
    () => assert.fail("the call was answered"),
    (failure) => failure,
  );
  assert.equal(error.statusCode, status, error.message);
  return error.body;
}

/** Every method that the SDK has below conversationalAi, in its order. */
export function methods() {
  const client = new ElevenLabsClient({ apiKey: "none", baseUrl: "http://localhost" });
  return below(client.conversationalAi, "conversationalAi");
}

function noting(resource, path) {
  return new Proxy(resource, {
    get(target, name) {
      const member = Reflect.get(target, name, target);
      const at = `${path}.${String(name)}`;
      if (typeof member === "function") {
        return async (...parameters) => {
          const answer = await member.apply(target, parameters);
          worked.add(at);
          return answer;
        };
      }
      return typeof member === "object" && member !== null ? noting(member, at) : member;
    },
  });
}

function below(resource, path) {
  const names = [];
  for (
    let type = Object.getPrototypeOf(resource);
    type !== Object.prototype;
    type = Object.getPrototypeOf(type)
  ) {
    for (const [name, member] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
      if (name === "constructor" || name.startsWith("_")) {
        continue;
      }
      if (member.get) {
        names.push(...below(resource[name], `${path}.${name}`));
      } else {
        names.push(`${path}.${name}`);
      }
    }
  }
  return names;
}
