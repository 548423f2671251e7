import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { storedConversation } from "../call/colloquy.mjs";

const TOOL_KEY = "Bearer t00l-key-4711";
const MODEL_KEY = "m0del-key-4712";
const MODEL_HEADER = "team-key-4713";
const CALL_KEY = "call-key-4714";
const ALL = [TOOL_KEY, MODEL_KEY, MODEL_HEADER, CALL_KEY];

/** Every file below a folder whose path fits. */
const files = (folder, fits) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => fits(path) && statSync(path).isFile());

export default {
  title: "Secrets reach whom they are for, and no model, client, transcript, event or log",
  secrets: { tool: TOOL_KEY, model: MODEL_KEY, team: MODEL_HEADER },
  server: () => ({ body: { status: "sent" } }),
  agent: ({ server, secrets, model }) => ({
    conversation: { text_only: true, client_events: ["agent_response", "agent_tool_response"] },
    agent: {
      prompt: {
        llm: "custom-llm",
        custom_llm: {
          url: model,
          model_id: "mine",
          api_key: { secret_id: secrets.model },
          request_headers: { "X-Team": { secret_id: secrets.team } },
        },
        tools: [
          {
            type: "webhook",
            name: "find_order",
            description: "Finds the order.",
            api_schema: {
              url: `${server}/orders/{{secret__key}}`,
              method: "GET",
              request_headers: {
                Authorization: { secret_id: secrets.tool },
                "X-Call": { variable_name: "secret__key" },
              },
            },
          },
        ],
      },
    },
  }),
  model: ({ words, result }) =>
    words ? [{ call: { name: "find_order" } }] : `It says: ${result}`,

  async play({ calls, served, asked }) {
    const caller = await calls({
      muted: true,
      initiation: { dynamic_variables: { secret__key: CALL_KEY } },
    });
    caller.types("Where is my order?");
    const answer = await caller.gets("agent_response");
    assert.match(answer.agent_response, /sent/);
    const [request] = served();
    assert.equal(request.path, `/orders/${CALL_KEY}`);
    assert.equal(request.headers.authorization, TOOL_KEY);
    assert.equal(request.headers["x-call"], CALL_KEY);
    for (const { headers, body } of asked()) {
      assert.equal(headers.authorization, `Bearer ${MODEL_KEY}`);
      assert.equal(headers["x-team"], MODEL_HEADER);
      assert.equal(body.model, "mine");
    }
    await caller.hangsUp();
    const stored = await storedConversation(caller.conversationId);

    const read = {
      model: JSON.stringify(asked().map(({ body }) => body)),
      client: JSON.stringify(caller.call.frames),
      record: JSON.stringify(stored),
    };
    const data = process.env.COLLOQUY_DATA;
    if (data) {
      const isLog = (path) => path.startsWith(join(data, "logs"));
      const isEvent = (path) => /kafka.*\/(conversations|transcripts|tool-calls)-\d+\/.*\.log$/.test(path);
      const found = files(data, (path) => isLog(path) || isEvent(path));
      assert.ok(found.some(isLog) && found.some(isEvent), "nothing to look through");
      for (const path of found) {
        read[path] = readFileSync(path, "latin1");
      }
      assert.ok(
        found.filter(isEvent).some((path) => read[path].includes(caller.conversationId)),
        "events are not readable",
      );
    }
    for (const [where, text] of Object.entries(read)) {
      for (const secret of ALL) {
        assert.ok(!text.includes(secret), `${secret} in ${where}`);
      }
    }
  },
};
