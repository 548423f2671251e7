// What a client might send that nobody has thought of: the same frames for the same seed.

import { numbers } from "../audio/say.mjs";

/** The largest message that the gateway takes, in bytes. */
const LIMIT = 1024 * 1024;
const DEEPEST = 20_000;

const base64 = (random, bytes) =>
  Buffer.from(Array.from({ length: bytes }, () => random() * 256)).toString("base64");

/** Each message that a client may send, as the protocol has it. */
const VALID = [
  () => ({ type: "conversation_initiation_client_data", dynamic_variables: { name: "Mara" } }),
  (random) => ({ user_audio_chunk: base64(random, 2 * Math.floor(random() * 512)) }),
  (random) => ({ type: "pong", event_id: Math.floor(random() * 100) }),
  () => ({ type: "contextual_update", text: "The caller scrolls.", context_id: "page" }),
  () => ({ type: "user_activity" }),
  (random) => ({ type: "feedback", score: random() < 0.5 ? "like" : "dislike", event_id: 1 }),
  () => ({ type: "client_tool_result", tool_call_id: "call_1", result: "done", is_error: false }),
  () => ({ type: "mcp_tool_approval_result", tool_call_id: "call_1", is_approved: true }),
  () => ({ type: "multimodal_message", text: { type: "text", text: "Hi" }, files: [] }),
  () => ({ type: "enclave_setup_config", agent_config_dict: { a: { b: [] } }, tools_config_list: [] }),
];
const QUESTION = { type: "user_message", text: "When do you close?" };

const STRANGE = [
  null,
  true,
  -1,
  0.1,
  1e308,
  2 ** 53,
  "",
  "\u0000",
  "\ud800",
  "𝕏🤷‍♀️\u202e\ufeff",
  "'; drop table conversation; --",
  "{{name}} ${jndi:ldap://127.0.0.1/x} <Joe>\r\n\u001b[2J",
  "NaN",
  [],
  {},
  [[[[]]]],
  { __proto__: null, type: "user_message", constructor: 1 },
  "=".repeat(64),
  "a".repeat(70_000),
];

/** How often each kind comes, of a thousand. */
const KINDS = [
  [610, "mutated", mutated],
  [150, "unknown", unknown],
  [60, "valid", valid],
  [60, "binary", binary],
  [40, "audio that is none", noAudio],
  [25, "question", () => text(JSON.stringify(QUESTION))],
  [20, "repeated member", repeated],
  [10, "deep", deep],
  [5, "huge", huge],
  [8, "broken JSON", brokenJson],
  [6, "no object", noObject],
  [4, "broken UTF-8", brokenUtf8],
  [2, "oversized", oversized],
];

const text = (data) => ({ data: Buffer.from(data), binary: false });
const one = (random, list) => list[Math.floor(random() * list.length)];

/** Frames without end: { kind, data, binary }. */
export function* frames(seed) {
  const random = numbers(seed);
  const all = KINDS.reduce((sum, [share]) => sum + share, 0);
  for (;;) {
    let left = random() * all;
    const [, kind, make] = KINDS.find(([share]) => (left -= share) < 0);
    yield { kind, ...make(random) };
  }
}

function valid(random) {
  return text(JSON.stringify(one(random, VALID)(random)));
}

/** A valid message in which one to three members are changed, missing or new. */
function mutated(random) {
  const message = random() < 0.03 ? { ...QUESTION } : one(random, VALID)(random);
  const changes = 1 + Math.floor(random() * 3);
  for (let i = 0; i < changes; i++) {
    const names = Object.keys(message);
    const name = one(random, names) ?? "type";
    const what = random();
    if (what < 0.7) {
      message[name] = one(random, STRANGE);
    } else if (what < 0.85) {
      delete message[name];
    } else {
      message[one(random, ["text", "event_id", "user_audio_chunk", "x".repeat(300)])] =
        one(random, STRANGE);
    }
  }
  return text(JSON.stringify(message));
}

function unknown(random) {
  const type = one(random, ["audio", "ping", "agent_response", "USER_MESSAGE", "user_message ", ""]);
  return text(JSON.stringify({ type: type + Math.floor(random() * 9), value: one(random, STRANGE) }));
}

function binary(random) {
  return { data: Buffer.from(base64(random, Math.floor(random() * 600))), binary: true };
}

/** Base64 of odd bytes, of other alphabets, cut off, and none at all. */
function noAudio(random) {
  const chunk = one(random, [
    base64(random, 1),
    base64(random, 2 * Math.floor(random() * 9) + 1),
    base64(random, 30).replaceAll("+", "-").replaceAll("/", "_"),
    one(random, STRANGE),
  ]);
  return text(JSON.stringify({ user_audio_chunk: chunk }));
}

function repeated(random) {
  const value = JSON.stringify(one(random, STRANGE));
  return text(`{"type":"user_activity","type":${value},"text":${value},"text":"again"}`);
}

function deep(random) {
  const depth = Math.floor(random() * DEEPEST) + 100;
  const [open, close] = one(random, [["[", "]"], ['{"a":', "}"]]);
  const nested = `${open.repeat(depth)}${open === "[" ? "" : "1"}${close.repeat(depth)}`;
  return text(`{"type":"contextual_update","text":${nested}}`);
}

function huge(random) {
  const fill = one(random, ["x", "ü", "\\u0001", "😀"]);
  const size = Math.floor((LIMIT * (0.5 + random() * 0.49)) / Buffer.byteLength(fill));
  const name = one(random, ["text", "user_audio_chunk", "unheard_of"]);
  return text(`{"type":"contextual_update","${name}":"${fill.repeat(size)}"}`);
}

function brokenJson(random) {
  const { data } = valid(random);
  return { data: data.subarray(0, 1 + Math.floor(random() * (data.length - 1))), binary: false };
}

function noObject(random) {
  return text(one(random, ["null", "[]", '"hello"', "42", "true", "", " ", "\u0000", "NaN"]));
}

function brokenUtf8(random) {
  const bytes = one(random, [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80]]);
  const data = Buffer.concat([
    Buffer.from('{"type":"contextual_update","text":"'),
    Buffer.from(bytes),
    Buffer.from('"}'),
  ]);
  return { data, binary: false };
}

function oversized(random) {
  return text(JSON.stringify({ type: "contextual_update", text: "x".repeat(LIMIT + random() * 99) }));
}
