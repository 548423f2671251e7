// A scripted caller talks with Colloquy, which asks a scripted model. One file for each scenario.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import {
  createAgent,
  createMcpServer,
  createSecret,
  removeAgent,
  removeMcpServer,
  removeSecret,
} from "../call/colloquy.mjs";
import { everything } from "../call/everything.mjs";
import { Caller } from "../call/caller.mjs";
import { TextSession } from "../call/official-client.mjs";
import { Receiver } from "../call/receiver.mjs";
import { ModelServer } from "../model/server.mjs";

const folder = new URL("../scenarios/", import.meta.url);
const timeout = 120_000;
/** Scenarios in which somebody waits most of the time do so at once. */
const WAITING_AT_ONCE = 4;

const port = process.env.CONFORMANCE_MODEL_PORT;
const skip = port ? false : "CONFORMANCE_MODEL_PORT does not say where Colloquy asks its model";
const hurry = process.env.CONFORMANCE === "fast";
const only = process.env.CONFORMANCE_SCENARIO;

const scenarios = [];
for (const file of readdirSync(folder).sort()) {
  const { default: scenario } = await import(new URL(file, folder));
  scenarios.push({ name: file.replace(".mjs", ""), ...scenario });
}
const played = scenarios.filter(
  ({ name, always }) => (only ? name === only : always || !hurry),
);

/** An agent that plays its part in one scenario; it does not speak up unasked unless told so. */
const agentOf = (name, agent = {}) => ({
  ...agent,
  agent: {
    first_message: "",
    ...agent.agent,
    prompt: {
      llm: "gpt-4o-mini",
      ...agent.agent?.prompt,
      prompt: `You are on the telephone. scenario: ${name}`,
    },
  },
  turn: { turn_timeout: 30, ...agent.turn },
});

describe("scenarios", { skip }, () => {
  let model;
  before(async () => {
    model = await ModelServer.listen(Number(port));
  });
  after(() => model.close());

  /** A scene that takes too long is left by everybody, so that it ends. */
  async function play(scenario, signal) {
    const { name } = scenario;
    model.plays(name, scenario.model);
    const others = {};
    for (const [who, agent] of Object.entries(scenario.others ?? {})) {
      others[who] = await createAgent(`Scenario ${name}, ${who}`, agentOf(name, agent));
    }
    const secrets = {};
    for (const [which, value] of Object.entries(scenario.secrets ?? {})) {
      secrets[which] = await createSecret(`${name} ${which}`, value);
    }
    const mcp = {};
    const mcpServers = [];
    for (const [which, config] of Object.entries(scenario.mcp ?? {})) {
      const server = config.url ? undefined : await everything(config.transport);
      mcpServers.push(server);
      mcp[which] = await createMcpServer({ name: which, url: server?.url, ...config });
    }
    const receiver = scenario.server && (await Receiver.listen(scenario.server));
    const { agent = {}, platform } = scenario;
    const stage = { ...others, secrets, mcp, server: receiver?.url, model: model.url };
    const config = agentOf(name, typeof agent === "function" ? agent(stage) : agent);
    const settings = typeof platform === "function" ? await platform(stage) : platform;
    const agentId = await createAgent(`Scenario ${name}`, config, settings);
    const present = [];
    const leave = () => Promise.allSettled(present.map((goes) => goes()));
    signal?.addEventListener("abort", leave);
    try {
      await scenario.play({
        calls: async (options) => {
          const caller = await Caller.calls(agentId, options);
          present.push(() => caller.hangsUp());
          return caller;
        },
        chats: async (options) => {
          const session = await TextSession.start(agentId, options);
          present.push(() => session.end());
          return session;
        },
        asked: () => model.requests(name),
        others,
        mcp,
        agentId,
        served: () => receiver.requests,
        isAsked: (fits, what, patienceMs) => model.until(name, fits, what, patienceMs),
      });
    } finally {
      await leave();
      await Promise.all([agentId, ...Object.values(others)].map(removeAgent));
      await Promise.all(Object.values(secrets).map(removeSecret));
      await Promise.all(Object.values(mcp).map(removeMcpServer));
      await Promise.all(mcpServers.map((server) => server?.stop()));
      await receiver?.close();
    }
  }

  const begin = (scenario) => test(scenario.title, { timeout }, ({ signal }) => play(scenario, signal));

  // A JVM that has not asked a model yet is slow for a second.
  before(() =>
    play({
      name: "warm-up",
      model: () => "Hello.",
      play: async ({ calls }) => {
        const caller = await calls();
        caller.types("Hello?");
        await caller.gets("agent_response");
      },
    }),
  );

  test("each scenario has a name of its own", () => {
    assert.equal(new Set(scenarios.map(({ title }) => title)).size, scenarios.length);
  });
  describe("of speaking", () => played.filter(({ waits }) => !waits).forEach(begin));
  describe("of waiting", { concurrency: WAITING_AT_ONCE }, () =>
    played.filter(({ waits }) => waits).forEach(begin),
  );
});
