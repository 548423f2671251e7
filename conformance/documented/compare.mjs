// What Colloquy's own document says beside what is documented, operation by operation.

const METHODS = ["get", "post", "put", "patch", "delete"];

/** Every operation of an OpenAPI document, by its method and path. */
export function operations(document) {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      ...methods[method],
    })),
  );
}

/** What `own` lacks of `documented`: [{ operation, what, where }]. */
export function differences(documented, own) {
  const offered = new Map(operations(own).map((operation) => [operation.name, operation]));
  return operations(documented).flatMap((operation) => {
    const ours = offered.get(operation.name);
    const found = ours
      ? [
          ...missing(parameters(operation), parameters(ours), "parameter"),
          ...missing(Object.keys(operation.responses), Object.keys(ours.responses), "status"),
          ...ofBodies(documented, own, "request", body(operation), body(ours)),
          ...ofBodies(documented, own, "answer", answer(operation), answer(ours)),
        ]
      : [{ what: "operation", where: "" }];
    return found.map((difference) => ({ operation: operation.name, ...difference }));
  });
}

function parameters(operation) {
  return (operation.parameters ?? []).map((parameter) => `${parameter.in} ${parameter.name}`);
}

function missing(expected, found, what) {
  return expected.filter((name) => !found.includes(name)).map((where) => ({ what, where }));
}

function body(operation) {
  return operation.requestBody?.content ?? {};
}

function answer(operation) {
  return operation.responses["200"]?.content ?? {};
}

function ofBodies(documented, own, side, expected, found) {
  const types = missing(Object.keys(expected), Object.keys(found), `${side} type`);
  const [type] = Object.keys(expected);
  if (types.length > 0 || !expected[type]?.schema) {
    return types;
  }
  const theirs = facts(documented, expected[type].schema);
  const ours = facts(own, found[type].schema);
  return [...theirs].flatMap(([where, fact]) => ofFact(side, where, fact, ours.get(where)));
}

function ofFact(side, where, fact, ours) {
  if (!ours) {
    return [{ what: `${side} member`, where }];
  }
  const found = [];
  if (fact.required !== ours.required) {
    found.push({ what: ours.required ? `${side} member required` : `${side} member optional`, where });
  }
  if (fact.names.size > 0 && ours.names.size === 0) {
    found.push({ what: `${side} names open`, where });
  } else {
    const unknown = [...fact.names].filter((name) => !ours.names.has(name));
    found.push(...unknown.map((name) => ({ what: `${side} name ${name}`, where })));
  }
  return found;
}

/** Every place of a schema, with whether it is required and which names it may hold. */
function facts(document, schema) {
  const found = new Map();
  const at = (where) => {
    if (!found.has(where)) {
      found.set(where, { required: false, names: new Set() });
    }
    return found.get(where);
  };
  walk(document, schema, "", new Set(), at);
  return found;
}

function walk(document, schema, where, above, at) {
  if (above.has(schema.$ref)) {
    return;
  }
  const inside = schema.$ref ? new Set(above).add(schema.$ref) : above;
  const { names } = at(where);
  for (const branch of branches(document, schema)) {
    [...(branch.enum ?? []), ...("const" in branch ? [branch.const] : [])]
      .filter((name) => name !== null)
      .forEach((name) => names.add(String(name)));
    for (const [name, member] of Object.entries(branch.properties ?? {})) {
      walk(document, member, `${where}/${name}`, inside, at);
    }
    for (const name of branch.required ?? []) {
      at(`${where}/${name}`).required = true;
    }
    if (branch.items) {
      walk(document, branch.items, `${where}/*`, inside, at);
    }
    if (typeof branch.additionalProperties === "object") {
      walk(document, branch.additionalProperties, `${where}/{}`, inside, at);
    }
  }
}

/** A schema without references and choices: all that a value may be. */
function branches(document, schema) {
  const plain = resolved(document, schema);
  const choices = [...(plain.anyOf ?? []), ...(plain.oneOf ?? []), ...(plain.allOf ?? [])];
  return choices.length > 0
    ? choices.flatMap((choice) => branches(document, choice))
    : [plain];
}

/** What a reference points to. */
export function resolved(document, schema) {
  let plain = schema;
  while (plain.$ref) {
    plain = document.components.schemas[plain.$ref.split("/").at(-1)];
  }
  return plain;
}
