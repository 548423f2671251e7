import assert from "node:assert/strict";
import { storedConversation } from "../call/colloquy.mjs";

const KEY = "Bearer 0rders-key";

export default {
  title: "Tools of the customer's server: asked exactly, one after the other, and kept with what they said",
  always: true,
  secrets: { orders: KEY },
  server: ({ path }) =>
    path.startsWith("/customers")
      ? { body: { customer: { id: 7, orders: [{ number: "A 1/2" }] } } }
      : { status: 404, body: { message: "no such order" } },
  agent: ({ server, secrets }) => ({
    conversation: { text_only: true, client_events: ["agent_response", "agent_tool_response"] },
    agent: {
      prompt: {
        tools: [
          {
            type: "webhook",
            name: "find_customer",
            description: "Finds a customer by name.",
            assignments: [
              {
                source: "response",
                dynamic_variable: "order_number",
                value_path: "customer.orders[0].number",
              },
            ],
            api_schema: {
              url: `${server}/customers?kind=all:+old`,
              method: "GET",
              request_headers: { Authorization: { secret_id: secrets.orders } },
              query_params_schema: {
                properties: { name: { type: "string", description: "The name." } },
                required: ["name"],
              },
            },
          },
          {
            type: "webhook",
            name: "cancel_order",
            description: "Cancels an order.",
            api_schema: {
              url: `${server}/orders/{number}/cancel`,
              method: "POST",
              path_params_schema: {
                number: { type: "string", dynamic_variable: "order_number" },
              },
              request_body_schema: {
                type: "object",
                properties: {
                  reason: { type: "string", description: "Why." },
                  urgent: { type: "boolean", description: "Whether it is urgent." },
                },
                required: ["reason"],
              },
            },
          },
        ],
      },
    },
  }),
  model: ({ words, result }) =>
    words
      ? [{ call: { name: "find_customer", parameters: { name: "Ada & Söhne" } } }]
      : /customer/.test(result)
        ? [{ call: { name: "cancel_order", parameters: { reason: "late", urgent: true } } }]
        : `I could not: ${JSON.parse(result).error}`,

  async play({ calls, served, asked }) {
    const caller = await calls({ muted: true });
    caller.types("Please cancel my order");
    const answer = await caller.gets("agent_response");
    assert.match(answer.agent_response, /404/);
    assert.match(answer.agent_response, /no such order/);

    const [found, cancelled] = served();
    assert.equal(found.method, "GET");
    assert.match(found.path, /^\/customers\?kind=all:\+old&name=Ada(%20|\+)%26(%20|\+)S%C3%B6hne$/);
    assert.equal(found.headers.authorization, KEY);
    assert.equal(cancelled.method, "POST");
    assert.equal(cancelled.path, "/orders/A%201%2F2/cancel");
    assert.deepEqual(JSON.parse(cancelled.body), { reason: "late", urgent: true });
    assert.equal(cancelled.headers.authorization, undefined);
    const tools = asked()[0].body.tools.map(({ function: it }) => it);
    assert.deepEqual(Object.keys(tools[1].parameters.properties), ["reason", "urgent"]);

    assert.deepEqual(
      caller.got("agent_tool_response").map(({ tool_name: name, is_error: failed }) => [name, failed]),
      [
        ["find_customer", false],
        ["cancel_order", true],
      ],
    );
    await caller.hangsUp();
    const { transcript } = await storedConversation(caller.conversationId);
    const results = transcript.flatMap(({ tool_results: some }) => some);
    assert.deepEqual(
      results[0].dynamic_variable_updates.map((it) => [it.variable_name, it.new_value]),
      [["order_number", "A 1/2"]],
    );
    assert.equal(results[1].is_error, true);
    const [details] = transcript.flatMap(({ tool_calls: some }) => some);
    assert.equal(details.tool_details.method, "GET");
    assert.ok(!JSON.stringify(transcript).includes(KEY));
  },
};
