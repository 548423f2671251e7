import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { demoAgentId, storedConversation } from "../call/colloquy.mjs";
import { TextSession } from "../call/official-client.mjs";
import { colloquy, refused, timeout } from "../call/sdk.mjs";
import { KNOWN } from "../questions/demo.mjs";

describe("conversations", () => {
  let conversationId;

  test("are read with their transcript, and listed", { timeout }, async () => {
    const { question } = KNOWN[0];
    const session = await TextSession.start(demoAgentId);
    await session.message(0);
    const answer = await session.ask(question);
    await session.end();
    await storedConversation(session.conversationId);
    ({ conversationId } = session);

    const conversation = await colloquy.conversations.get(session.conversationId);
    assert.equal(conversation.agentId, demoAgentId);
    assert.equal(conversation.status, "done");
    assert.deepEqual(
      conversation.transcript.slice(1).map(({ role, message }) => ({ role, message })),
      [
        { role: "user", message: question },
        { role: "agent", message: answer },
      ],
    );
    assert.ok(conversation.metadata.callDurationSecs >= 0);
    assert.equal(conversation.hasAudio, false);
    assert.equal(conversation.analysis.callSuccessful, "unknown");
    assert.notEqual(conversation.analysis.transcriptSummary, "");
    const used = conversation.transcript.at(-1).llmUsage.modelUsage.builtin;
    assert.ok(used.input.tokens > 0 && used.outputTotal.tokens > 0, JSON.stringify(used));
    const { charging } = conversation.metadata;
    assert.deepEqual(charging.llmUsage.irreversibleGeneration.modelUsage, { builtin: used });
    assert.deepEqual(charging.llmUsage.initiatedGeneration.modelUsage, { builtin: used });
    assert.equal(charging.llmPrice, 0);
    const { startTimeUnixSecs, callDurationSecs, deletionSettings } = conversation.metadata;
    const end = startTimeUnixSecs + callDurationSecs;
    assert.equal(deletionSettings.deletionTimeUnixSecs, end + 730 * 86_400);
    assert.equal(deletionSettings.deletedTranscriptAtTimeUnixSecs, undefined);

    const page = await colloquy.conversations.list({ agentId: demoAgentId, pageSize: 100 });
    const listed = page.conversations.find((c) => c.conversationId === session.conversationId);
    assert.equal(listed.messageCount, 3);
    assert.equal(listed.status, "done");
  });

  test("are analysed again", { timeout }, async () => {
    const { analysis, status } = await colloquy.conversations.analysis.run(conversationId);
    assert.equal(status, "done");
    assert.equal(analysis.callSuccessful, "unknown");
  });

  test("are rated and found by it", { timeout }, async () => {
    await colloquy.conversations.feedback.create(conversationId, { feedback: "like" });
    const { metadata } = await colloquy.conversations.get(conversationId);
    assert.equal(metadata.feedback.overallScore, "like");
  });

  test("are found by what was said", { timeout }, async () => {
    const { question } = KNOWN[0];
    const { results } = await colloquy.conversations.messages.textSearch({ textQuery: question });
    assert.ok(results.some((found) => found.conversationId === conversationId));
  });

  test("without sound have no recording", { timeout }, async () => {
    await refused(colloquy.conversations.audio.get(conversationId), 404);
  });

  test("begin with a signed URL or a token", { timeout }, async () => {
    const { signedUrl } = await colloquy.conversations.getSignedUrl({ agentId: demoAgentId });
    assert.match(signedUrl, /^wss?:\/\/.*agent_id=.*conversation_signature=/);
    const { token } = await colloquy.conversations.getWebrtcToken({ agentId: demoAgentId });
    assert.equal(token.split(".").length, 3);
  });

  test("are deleted", { timeout }, async () => {
    await colloquy.conversations.delete(conversationId);
    await refused(colloquy.conversations.get(conversationId), 404);
  });

  test("that never were are not found", { timeout }, async () => {
    const body = await refused(
      colloquy.conversations.get("conv_0000000000000000000000000000"),
      404,
    );
    assert.equal(typeof body.detail.message, "string");
  });
});
