import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { apiKey, demoAgentId, url } from "../call/colloquy.mjs";
import { colloquy, conversationalAi, refused, timeout } from "../call/sdk.mjs";

/** One pixel. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
);

describe("agents", () => {
  const name = "Conformance: SDK";
  let agentId;
  after(() => agentId && colloquy.agents.delete(agentId));

  test("are created and read back with what was sent and with defaults", { timeout }, async () => {
    const created = await colloquy.agents.create({
      name,
      tags: ["conformance"],
      conversationConfig: {
        agent: {
          firstMessage: "Hello {{guest}}.",
          language: "en",
          prompt: { prompt: "You are brief.", llm: "gpt-4o-mini", temperature: 0.3 },
          dynamicVariables: { dynamicVariablePlaceholders: { guest: "Ada", seats: 4 } },
        },
        tts: { voiceId: "cjVigY5qzO86Huf0OWal", speed: 1.1 },
        turn: { turnTimeout: 12 },
        conversation: { textOnly: true, clientEvents: ["audio", "interruption"] },
      },
      platformSettings: { privacy: { retentionDays: 30 } },
    });
    ({ agentId } = created);
    assert.match(agentId, /^agent_/);

    const agent = await colloquy.agents.get(agentId);
    assert.equal(agent.name, name);
    assert.deepEqual(agent.tags, ["conformance"]);
    const config = agent.conversationConfig;
    assert.equal(config.agent.prompt.temperature, 0.3);
    assert.deepEqual(config.agent.dynamicVariables.dynamicVariablePlaceholders, {
      guest: "Ada",
      seats: 4,
    });
    assert.equal(config.turn.turnTimeout, 12);
    assert.equal(config.turn.mode, "turn");
    assert.equal(config.asr.userInputAudioFormat, "pcm_16000");
    assert.equal(config.tts.stability, 0.5);
    assert.deepEqual(config.conversation.clientEvents, ["audio", "interruption"]);
    assert.equal(agent.platformSettings.privacy.retentionDays, 30);
    assert.ok(agent.metadata.createdAtUnixSecs > 1_700_000_000);
  });

  test("are changed member by member", { timeout }, async () => {
    const changed = await colloquy.agents.update(agentId, {
      name: `${name}, renamed`,
      conversationConfig: { turn: { turnTimeout: 20 } },
    });
    assert.equal(changed.name, `${name}, renamed`);
    assert.equal(changed.conversationConfig.turn.turnTimeout, 20);
    assert.equal(changed.conversationConfig.tts.speed, 1.1);
  });

  test("are listed, searched and paged", { timeout }, async () => {
    const found = await colloquy.agents.list({ search: name });
    assert.ok(found.agents.some((agent) => agent.agentId === agentId));
    const seen = [];
    for (let cursor; ; ) {
      const page = await colloquy.agents.list({ pageSize: 1, cursor });
      seen.push(...page.agents.map((agent) => agent.agentId));
      if (!page.hasMore) {
        break;
      }
      cursor = page.nextCursor;
    }
    assert.ok(seen.includes(agentId) && seen.includes(demoAgentId));
    assert.equal(new Set(seen).size, seen.length);
  });

  test("with a value out of range are refused where it stands", { timeout }, async () => {
    const body = await refused(
      colloquy.agents.update(agentId, { conversationConfig: { turn: { turnTimeout: 99 } } }),
      422,
    );
    assert.deepEqual(body.detail[0].loc, ["body", "conversation_config", "turn", "turn_timeout"]);
    assert.equal(typeof body.detail[0].msg, "string");
    assert.equal(body.detail[0].type, "less_than_equal");
  });

  test("are duplicated, shared and shown", { timeout }, async () => {
    const { agentId: twinId } = await colloquy.agents.duplicate(agentId, { name: `${name}: twin` });
    try {
      const twin = await colloquy.agents.get(twinId);
      assert.equal(twin.name, `${name}: twin`);
      assert.equal(twin.conversationConfig.turn.turnTimeout, 20);

      await colloquy.agents.update(twinId, {
        platformSettings: {
          auth: { shareableToken: "come-in" },
          widget: { variant: "compact", bgColor: "#102030" },
        },
      });
      const { token } = await colloquy.agents.link.get(twinId);
      assert.equal(token.conversationToken, "come-in");
      assert.equal(token.purpose, "shareable_link");
      const avatarFile = new File([PICTURE], "face.png", { type: "image/png" });
      const { avatarUrl } = await colloquy.agents.widget.avatar.create(twinId, { avatarFile });
      const picture = await fetch(avatarUrl);
      assert.equal(picture.headers.get("content-type"), "image/png");
      assert.deepEqual(Buffer.from(await picture.arrayBuffer()), PICTURE);
      const { widgetConfig } = await colloquy.agents.widget.get(twinId);
      assert.equal(widgetConfig.variant, "compact");
      assert.equal(widgetConfig.bgColor, "#102030");
      assert.equal(widgetConfig.firstMessage, "Hello {{guest}}.");
      assert.equal(widgetConfig.avatar.url, avatarUrl);
    } finally {
      await colloquy.agents.delete(twinId);
    }
  });

  describe("in a simulated conversation", () => {
    const request = {
      simulationSpecification: {
        simulatedUserConfig: {
          firstMessage: "When do you open on Sundays?",
          prompt: { prompt: "You want to know when the bakery opens.", llm: "gpt-4o" },
        },
      },
      extraEvaluationCriteria: [
        { id: "polite", name: "Polite", conversationGoalPrompt: "The agent was polite." },
      ],
      newTurnsLimit: 4,
    };

    test("speak in turn with the user and are evaluated", { timeout }, async () => {
      const answer = await colloquy.agents.simulateConversation(demoAgentId, request);
      const turns = answer.simulatedConversation;
      assert.deepEqual(turns.map((turn) => turn.role).slice(0, 3), ["agent", "user", "agent"]);
      assert.equal(turns[1].message, "When do you open on Sundays?");
      assert.ok(turns.length <= 4);
      assert.ok(turns.every((turn) => turn.message && turn.timeInCallSecs === 0));
      const { polite } = answer.analysis.evaluationCriteriaResults;
      assert.equal(polite.criteriaId, "polite");
      assert.match(polite.result, /^(success|failure|unknown)$/);
      assert.ok(polite.rationale);
      assert.ok(answer.analysis.transcriptSummary);
    });

    test("send it in lines, which together are the whole", { timeout }, async () => {
      await colloquy.agents.simulateConversationStream(demoAgentId, request);
      // The client does not hand out what it read.
      const response = await fetch(
        `${url}/v1/convai/agents/${demoAgentId}/simulate-conversation/stream`,
        {
          method: "POST",
          headers: { "xi-api-key": apiKey, "content-type": "application/json" },
          body: JSON.stringify({
            simulation_specification: {
              simulated_user_config: {
                first_message: "When do you open on Sundays?",
                prompt: { prompt: "You want to know when the bakery opens.", llm: "gpt-4o" },
              },
            },
            new_turns_limit: 4,
          }),
        },
      );
      assert.match(response.headers.get("content-type"), /^application\/json/);
      const lines = (await response.text()).trimEnd().split("\n").map((line) => JSON.parse(line));
      const turns = lines.flatMap((line) => line.simulated_conversation ?? []);
      assert.equal(turns[1].message, "When do you open on Sundays?");
      assert.ok(lines.at(-1).analysis.transcript_summary);
    });

    test("are no conversation of the history", { timeout }, async () => {
      const before = await colloquy.conversations.list({ agentId: demoAgentId, pageSize: 100 });
      await colloquy.agents.simulateConversation(demoAgentId, request);
      const after = await colloquy.conversations.list({ agentId: demoAgentId, pageSize: 100 });
      assert.equal(after.conversations.length, before.conversations.length);
    });

    test("need a specification and an agent", { timeout }, async () => {
      const body = await refused(
        colloquy.agents.simulateConversation("agent_nobody", request),
        404,
      );
      assert.equal(body.detail.status, "agent_not_found");
    });
  });

  test("that are gone are not found", { timeout }, async () => {
    await colloquy.agents.delete(agentId);
    const gone = agentId;
    agentId = undefined;
    const body = await refused(colloquy.agents.get(gone), 404);
    assert.equal(body.detail.status, "agent_not_found");
  });

  test("need a key", { timeout }, async () => {
    const body = await refused(conversationalAi("sk_nobody").agents.list(), 401);
    assert.equal(body.detail.status, "invalid_api_key");
  });
});
