// Fills in the form that a question asks for, as a model would that has no opinion.

/** The answer to a request with a JSON Schema; nothing for one without. */
export function filled({ response_format: format }, known = {}) {
  const schema = format?.json_schema?.schema;
  return schema && JSON.stringify({ ...value(schema), ...known });
}

function value(schema) {
  const type = Array.isArray(schema.type) ? schema.type : [schema.type];
  if (schema.enum) {
    return schema.enum.includes("unknown") ? "unknown" : schema.enum[0];
  }
  if (type.includes("object")) {
    const members = Object.entries(schema.properties ?? {});
    return Object.fromEntries(members.map(([name, member]) => [name, value(member)]));
  }
  if (type.includes("null")) {
    return null;
  }
  return { string: "Nobody knows.", boolean: false, array: [] }[type[0]] ?? 0;
}
