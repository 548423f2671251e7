// Where Colloquy's own document differs from the documented interface on purpose. A difference that
// is not named here fails the suite, and so does a name here without a difference.

export const INTENDED = [
  {
    what: /names open$/,
    where: /\/(model_id|provider|quality|client_events\/\*)$/,
    reason:
      "Models, providers and events grow with every release of a client. An unknown name is kept as it came.",
  },
  {
    what: /names open$/,
    where: /\/llm$/,
    reason:
      "An operator can add models to the catalogue. One that is in none is refused when an agent is saved.",
  },
  {
    what: /member optional$/,
    where: /\/pronunciation_dictionary_locators\/\*\/version_id$/,
    reason: "Documented as required and nullable. Left out means the same as null: the latest version.",
  },
  {
    what: /^request member optional$/,
    where: /^\/(success_condition|success_examples|failure_examples)$/,
    operation: /agent-testing/,
    reason: "Clients leave them out in a test of a tool call.",
  },
  {
    what: /^request member optional$/,
    where: /^\/name$/,
    operation: /knowledge-base/,
    reason: "Clients also send other words for a document, and no name.",
  },
  {
    what: /^request member optional$/,
    where: /^\/feedback$/,
    operation: /\/feedback$/,
    reason: "Clients also send a rating in stars and a comment.",
  },
];

/** Operations that no client of the documented interface calls: Colloquy's own. */
export const OWN = [
  "GET /v1/convai/settings/llm-providers",
  "GET /v1/convai/settings/llm-providers/{provider}",
  "PUT /v1/convai/settings/llm-providers/{provider}",
  "DELETE /v1/convai/settings/llm-providers/{provider}",
  "GET /v1/workspace/webhooks/{webhook_id}",
  "POST /v1/workspace/webhooks/{webhook_id}/secret",
  "GET /v1/workspace/webhooks/{webhook_id}/deliveries",
  "POST /v1/workspace/webhooks/{webhook_id}/deliveries/replay",
  "GET /v1/workspace/webhooks/{webhook_id}/deliveries/{delivery_id}",
  "POST /v1/workspace/webhooks/{webhook_id}/deliveries/{delivery_id}/replay",
];
