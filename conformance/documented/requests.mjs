// Requests made from Colloquy's own document: the least that an operation takes, and what it must
// refuse.

import { resolved } from "./compare.mjs";

const NOBODY = "nobody_0000000000";

/** Bodies that a schema alone does not tell: of several members one must be there. */
const FEEDBACK = { feedback: "like" };
const TEST = {
  name: "x",
  chat_history: [{ role: "user", time_in_call_secs: 0, message: "Hello" }],
  success_condition: "The agent greets.",
  success_examples: [{ response: "Hello.", type: "success" }],
  failure_examples: [{ response: "No.", type: "failure" }],
};
const BODIES = new Map([
  ["POST /v1/convai/conversations/{conversation_id}/feedback", FEEDBACK],
  ["POST /v1/convai/agent-testing/create", TEST],
  ["PUT /v1/convai/agent-testing/{test_id}", TEST],
]);

/** The path with an id in each place of which there is no object. */
export function pathToNobody(document, operation) {
  return operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    const { schema } = operation.parameters.find((it) => it.in === "path" && it.name === name);
    return resolved(document, schema).enum?.[0] ?? NOBODY;
  });
}

export function mediaType(operation) {
  return Object.keys(operation.requestBody?.content ?? {})[0];
}

/** The least body that the operation takes, as fetch sends it. */
export function leastBody(document, operation) {
  const type = mediaType(operation);
  if (!type) {
    return {};
  }
  const value =
    BODIES.get(operation.name) ?? least(document, operation.requestBody.content[type].schema);
  if (type !== "multipart/form-data") {
    return { headers: { "content-type": type }, body: JSON.stringify(value) };
  }
  const form = new FormData();
  for (const [name, part] of Object.entries(value)) {
    form.append(name, part instanceof Blob ? part : String(part), ...(part instanceof Blob ? ["a.txt"] : []));
  }
  return { body: form };
}

/** The least value that fits a schema. */
function least(document, schema) {
  const plain = resolved(document, schema);
  const [choice] = plain.oneOf ?? plain.anyOf ?? [];
  if (choice) {
    return least(document, choice);
  }
  if ("const" in plain) {
    return plain.const;
  }
  if (plain.enum) {
    return plain.enum[0];
  }
  if (plain.format === "binary") {
    return new Blob(["Open from nine to five."], { type: "text/plain" });
  }
  switch ([plain.type].flat()[0]) {
    case "string":
      return plain.format === "uri" ? "https://example.com/" : "x".repeat(plain.minLength ?? 1);
    case "integer":
    case "number":
      return plain.minimum ?? (plain.exclusiveMinimum ?? 0) + 1;
    case "boolean":
      return false;
    case "array":
      return Array.from({ length: plain.minItems ?? 0 }, () => least(document, plain.items));
    default:
      return leastObject(document, plain);
  }
}

function leastObject(document, plain) {
  const named = (plain.required ?? []).map((name) => [
    name,
    least(document, plain.properties?.[name] ?? {}),
  ]);
  return Object.fromEntries(named);
}

/** Queries that must be refused: [[name, value]]. */
export function badQueries(document, operation) {
  return (operation.parameters ?? [])
    .filter((parameter) => parameter.in === "query")
    .flatMap(({ name, schema }) => {
      const bad = badValue(document, schema);
      return bad === undefined ? [] : [[name, bad]];
    });
}

function badValue(document, schema) {
  const plain = resolved(document, schema);
  const choices = plain.anyOf ?? plain.oneOf ?? [plain];
  const [first] = choices
    .map((choice) => resolved(document, choice))
    .filter((choice) => choice.type !== "null");
  if (first.enum) {
    return "no_such_name";
  }
  switch ([first.type].flat()[0]) {
    case "integer":
    case "number":
      return first.maximum === undefined ? "many" : String(first.maximum + 1);
    case "boolean":
      return "perhaps";
    case "array":
      return badValue(document, first.items);
    default:
      return undefined;
  }
}
