// Every operation of Colloquy's own document: that it is all that is documented, and that each one
// refuses what it must, in the documented shape.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { describe, test } from "node:test";
import { apiKey, url } from "../call/colloquy.mjs";
import { interfaceTable } from "../compatibility.mjs";
import { differences, operations, resolved } from "../documented/compare.mjs";
import { INTENDED, OWN } from "../documented/differences.mjs";
import { badQueries, leastBody, mediaType, pathToNobody } from "../documented/requests.mjs";

const timeout = 60_000;
const documented = JSON.parse(
  readFileSync(new URL("../documented/interface.json", import.meta.url), "utf8"),
);
const own = await (await fetch(`${url}/openapi.json`)).json();
const all = operations(own);

/** What pages in browsers call without a key. */
const OPEN = [
  "GET /v1/convai/agents/{agent_id}/widget",
  "GET /v1/convai/agents/{agent_id}/avatar",
  "GET /v1/convai/conversation/token",
  "POST /v1/convai/conversations/{conversation_id}/feedback",
  "POST /v1/convai/conversations/{conversation_id}/files",
  "DELETE /v1/convai/conversations/{conversation_id}/files/{file_id}",
];

async function ask(operation, { path = pathToNobody(own, operation), key = apiKey, ...init } = {}) {
  const response = await fetch(`${url}${path}`, {
    method: operation.method,
    ...init,
    headers: { ...(key && { "xi-api-key": key }), ...init.headers },
  });
  const text = await response.text();
  return { status: response.status, text, body: parsed(text) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `{"detail": {"status", "message"}}`, and nothing of what is inside. */
function assertRefused(answer, code, status) {
  assert.equal(answer.status, code, answer.text);
  assert.match(answer.body.detail.status, status);
  assert.equal(typeof answer.body.detail.message, "string");
  assertSilent(answer);
}

/** `{"detail": [{"loc", "msg", "type"}]}`. */
function assertInvalid(answer, ...loc) {
  assert.equal(answer.status, 422, answer.text);
  const [flaw] = answer.body.detail;
  assert.deepEqual(flaw.loc.slice(0, loc.length), loc, answer.text);
  assert.equal(typeof flaw.msg, "string");
  assert.equal(typeof flaw.type, "string");
  assertSilent(answer);
}

function assertSilent({ text }) {
  assert.doesNotMatch(text, /Exception|io\.colloquy|\bat java|select |insert /i);
}

describe("the document", () => {
  const found = differences(documented, own);
  const intended = (difference) => (rule) =>
    rule.what.test(difference.what) &&
    rule.where.test(difference.where) &&
    (rule.operation?.test(difference.operation) ?? true);

  test("offers every documented operation, and differs only where it says why", () => {
    const unintended = found.filter((difference) => !INTENDED.some(intended(difference)));
    assert.deepEqual(unintended, []);
  });

  test("does not excuse what is not different", () => {
    const idle = INTENDED.filter((rule) => !found.some((difference) => intended(difference)(rule)));
    assert.deepEqual(idle, []);
  });

  test("is what the page says of it", () => {
    interfaceTable(operations(documented), all, OWN, found, (difference) =>
      INTENDED.find(intended(difference)),
    );
  });

  test("offers what it calls its own", () => {
    const names = all.map(({ name }) => name);
    assert.deepEqual(OWN.filter((name) => !names.includes(name)), []);
  });
});

describe("without a key", () => {
  for (const operation of all.filter(({ name }) => !OPEN.includes(name))) {
    test(`${operation.name} is closed`, { timeout }, async () => {
      assertRefused(await ask(operation, { key: null }), 401, /^invalid_api_key$/);
    });
  }

  // Once: who tries many keys is held back.
  test("or with a wrong one nothing is open", { timeout }, async () => {
    assertRefused(await ask(all[0], { key: "sk_nobody" }), 401, /^invalid_api_key$/);
  });
});

describe("an id that is nobody's", () => {
  for (const operation of all.filter(({ path }) => path.includes("{"))) {
    test(`is not found by ${operation.name}`, { timeout }, async () => {
      const answer = await ask(operation, leastBody(own, operation));
      assertRefused(answer, 404, /^\w+_not_found$/);
    });
  }
});

describe("a body", () => {
  const withJson = all.filter((operation) => mediaType(operation) === "application/json");
  const json = { "content-type": "application/json" };
  for (const operation of withJson) {
    test(`of broken JSON is refused by ${operation.name}`, { timeout }, async () => {
      assertInvalid(await ask(operation, { headers: json, body: '{"a": ' }), "body");
    });
    test(`that is a list is refused by ${operation.name}`, { timeout }, async () => {
      assertInvalid(await ask(operation, { headers: json, body: "[]" }), "body");
    });
    if (needsSomething(operation)) {
      test(`without what ${operation.name} needs is refused`, { timeout }, async () => {
        assertInvalid(await ask(operation, { headers: json, body: "{}" }), "body");
      });
    }
  }
  for (const operation of all.filter((it) => mediaType(it))) {
    test(`of another kind is refused by ${operation.name}`, { timeout }, async () => {
      const headers = { "content-type": "text/xml" };
      const answer = await ask(operation, { headers, body: "<a/>" });
      assertRefused(answer, 415, /^unsupported_media_type$/);
    });
    test(`that is too large is refused by ${operation.name}`, { timeout }, async () => {
      assert.equal(await statusOfHugeBody(operation), 413);
    });
  }

  function needsSomething(operation) {
    const { schema } = operation.requestBody.content["application/json"];
    return (resolved(own, schema).required ?? []).length > 0;
  }

  /** Says that it would send a terabyte, and sends nothing. */
  function statusOfHugeBody(operation) {
    return new Promise((resolve, reject) => {
      const asked = request(`${url}${pathToNobody(own, operation)}`, {
        method: operation.method,
        headers: {
          "xi-api-key": apiKey,
          "content-type": mediaType(operation),
          "content-length": String(2 ** 40),
        },
      });
      asked.on("response", (response) => {
        resolve(response.statusCode);
        asked.destroy();
      });
      asked.on("error", reject);
      asked.flushHeaders();
    });
  }
});

describe("a query", () => {
  for (const operation of all) {
    for (const [name, value] of badQueries(own, operation)) {
      test(`with ${name}=${value} is refused by ${operation.name}`, { timeout }, async () => {
        const path = `${pathToNobody(own, operation)}?${name}=${encodeURIComponent(value)}`;
        assertInvalid(await ask(operation, { path }), "query", name);
      });
    }
  }
});
