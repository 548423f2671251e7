// The Colloquy under test: where it is, and its REST interface.

import { setTimeout as pause } from "node:timers/promises";

const REQUEST_PATIENCE_MS = 20_000;
const STORED_PATIENCE_MS = 20_000;
const POLL_MS = 250;

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; start the suites with conformance/run`);
  }
  return value;
}

/** http://host:port, without a slash at the end. */
export const url = required("COLLOQUY_URL").replace(/\/$/, "");
export const socketUrl = url.replace(/^http/, "ws");
export const demoAgentId = required("COLLOQUY_AGENT_ID");
export const apiKey = required("COLLOQUY_API_KEY");

/** { status, body } of a REST call; the body is parsed where there is one. */
export async function rest(method, path, body) {
  const response = await fetch(url + path, {
    method,
    headers: { "xi-api-key": apiKey, ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_PATIENCE_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

async function succeeded(method, path, body) {
  const answer = await rest(method, path, body);
  if (answer.status >= 300) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** A new agent; the caller removes it when the test is over. */
export async function createAgent(name, conversationConfig, platformSettings) {
  const created = await succeeded("POST", "/v1/convai/agents/create", {
    name,
    conversation_config: conversationConfig,
    platform_settings: platformSettings,
  });
  return created.agent_id;
}

export async function createSecret(name, value) {
  const kept = await succeeded("POST", "/v1/convai/secrets", { type: "new", name, value });
  return kept.secret_id;
}

export async function createMcpServer(config) {
  const kept = await succeeded("POST", "/v1/convai/mcp-servers", { config });
  return kept.id;
}

export const removeMcpServer = (id) => succeeded("DELETE", `/v1/convai/mcp-servers/${id}`);
export const removeSecret = (secretId) =>
  succeeded("DELETE", `/v1/convai/secrets/${secretId}`);
export const removeAgent = (agentId) => succeeded("DELETE", `/v1/convai/agents/${agentId}`);
export const agent = (agentId) => succeeded("GET", `/v1/convai/agents/${agentId}`);
export const conversationsOf = (agentId) =>
  succeeded("GET", `/v1/convai/conversations?agent_id=${agentId}&page_size=100`);

/** The stored conversation once it is finished; its end travels through the analysis-service. */
export async function storedConversation(conversationId) {
  const deadline = Date.now() + STORED_PATIENCE_MS;
  for (;;) {
    const { status, body } = await rest("GET", `/v1/convai/conversations/${conversationId}`);
    if (status === 200 && ["done", "failed"].includes(body.status)) {
      return body;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `${conversationId} is not stored after ${STORED_PATIENCE_MS} ms: ${status} ${body?.status}`,
      );
    }
    await pause(POLL_MS);
  }
}
