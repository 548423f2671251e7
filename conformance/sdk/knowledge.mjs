import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { colloquy, refused, timeout } from "../call/sdk.mjs";

describe("the knowledge base", () => {
  const knowledge = colloquy.knowledgeBase;
  const { documents } = knowledge;
  const model = "e5_mistral_7b_instruct";
  const text = "The shop is open from nine in the morning to five in the afternoon. ".repeat(40);
  const made = [];
  after(() => Promise.all(made.map((id) => documents.delete(id, { force: true }).catch(() => {}))));

  const noted = ({ id }) => {
    made.push(id);
    return id;
  };
  let id;
  let fileId;

  test("takes texts and files, and shows them", { timeout }, async () => {
    id = noted(await documents.createFromText({ text, name: "Conformance: hours" }));
    const shown = await documents.get(id);
    assert.equal(shown.type, "text");
    assert.equal(shown.name, "Conformance: hours");
    assert.equal(shown.metadata.sizeBytes, text.length);
    assert.match(await documents.getContent(id), /<p>The shop is open/);

    const file = new File(["# Hours\n\nNine to five."], "hours.md", { type: "text/markdown" });
    fileId = noted(await documents.createFromFile({ file, name: "Conformance: file" }));
    const read = await documents.get(fileId);
    assert.equal(read.type, "file");
    assert.equal(read.filename, "hours.md");
    assert.match(read.extractedInnerHtml, /Nine to five/);
  });

  test("refuses a page of its own network", { timeout }, async () => {
    const { detail } = await refused(documents.createFromUrl({ url: "http://127.0.0.1/" }), 422);
    assert.deepEqual(detail[0].loc, ["body", "url"]);
  });

  test("lists, searches and sums up", { timeout }, async () => {
    const page = await knowledge.list({ search: "conformance: h", types: ["text"], pageSize: 100 });
    assert.ok(page.documents.some((document) => document.id === id));
    const summaries = await documents.summaries.get({ documentIds: [id, "doc_none"] });
    assert.equal(summaries[id].data.name, "Conformance: hours");
    assert.equal(summaries.doc_none.status, "failure");
  });

  test("changes what documents are called and say", { timeout }, async () => {
    assert.equal((await documents.update(id, { name: "Hours" })).name, "Hours");
    const file = new File(["Ten to four."], "new.txt", { type: "text/plain" });
    const changed = await knowledge.document.updateFile(fileId, { file });
    assert.match(changed.extractedInnerHtml, /Ten to four/);
  });

  test("keeps documents in folders", { timeout }, async () => {
    const folderId = noted(await documents.createFolder({ name: "Conformance: folder" }));
    await documents.move(id, { moveTo: folderId });
    await documents.bulkMove({ documentIds: [fileId], moveTo: folderId });
    const inside = await knowledge.list({ parentFolderId: folderId });
    assert.equal(inside.documents.length, 2);
    const folder = await documents.get(folderId);
    assert.equal(folder.documentCount, 2);
    await documents.bulkMove({ documentIds: [id, fileId] });
  });

  test("computes indexes and shows their chunks", { timeout }, async () => {
    let index = await knowledge.document.computeRagIndex(id, { model });
    while (index.status === "created" || index.status === "processing") {
      await pause(200);
      ({
        indexes: [index],
      } = await colloquy.getDocumentRagIndexes(id));
    }
    assert.equal(index.status, "succeeded");
    assert.equal(index.documentModelIndexUsage.usedBytes, text.length);
    const { chunks } = await documents.chunks.list(id, { embeddingModel: model });
    assert.match(chunks[0].content, /^The shop is open/);
    const chunk = await documents.chunk.get(id, chunks[0].id);
    assert.equal(chunk.content, chunks[0].content);
    const overview = await colloquy.ragIndexOverview();
    assert.ok(overview.totalUsedBytes >= text.length);
    const asked = await knowledge.getOrCreateRagIndexes({
      items: [{ documentId: id, createIfMissing: false, model }],
    });
    assert.equal(asked[id].data.id, index.id);
    assert.equal((await colloquy.deleteDocumentRagIndex(id, index.id)).id, index.id);
  });

  test("knows which agents use a document, and keeps it for them", { timeout }, async () => {
    const { agentId } = await colloquy.agents.create({
      name: "Conformance: reader",
      conversationConfig: {
        agent: { prompt: { knowledgeBase: [{ type: "text", name: "Hours", id }] } },
      },
    });
    try {
      const { agents } = await documents.getAgents(id);
      assert.deepEqual(
        agents.map((agent) => agent.id),
        [agentId],
      );
      const several = await documents.getBulkAgents({ documentIds: [id, fileId] });
      assert.equal(several.agents.length, 1);
      const { numberOfPages } = await colloquy.agents.knowledgeBase.size(agentId);
      assert.ok(numberOfPages > 1);
      const { detail } = await refused(documents.delete(id), 409);
      assert.equal(detail.status, "document_in_use");
      await documents.delete(id, { force: true });
      const agent = await colloquy.agents.get(agentId);
      assert.deepEqual(agent.conversationConfig.agent.prompt.knowledgeBase, []);
    } finally {
      await colloquy.agents.delete(agentId);
    }
  });

  test("deletes several at once, each with its outcome", { timeout }, async () => {
    const outcomes = await documents.bulkDelete({ documentIds: [fileId, "doc_none"] });
    assert.equal(outcomes[fileId].data.id, fileId);
    assert.equal(outcomes.doc_none.errorCode, 404);
    await refused(documents.get(fileId), 404);
  });
});
