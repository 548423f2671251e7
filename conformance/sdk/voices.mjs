import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { elevenLabs, timeout } from "../call/sdk.mjs";

const { pronunciationDictionaries, user, voices } = elevenLabs();

describe("voices", () => {
  test("are listed, searched and read", { timeout }, async () => {
    const { voices: all } = await voices.getAll();
    assert.ok(all.length > 3, `${all.length} voices`);
    const { voices: found } = await voices.search({ search: all[0].name, pageSize: 1 });
    assert.equal(found.length, 1);
    assert.equal((await voices.get(all[0].voiceId)).name, all[0].name);
  });
});

describe("pronunciation dictionaries", () => {
  const LEXICON = `<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
  <lexeme><grapheme>tomato</grapheme><phoneme>tə'meɪtoʊ</phoneme></lexeme>
  <lexeme><grapheme>UN</grapheme><alias>United Nations</alias></lexeme>
</lexicon>`;
  let id;
  let versionId;

  test("are made from a lexicon file", { timeout }, async () => {
    const file = new File([LEXICON], "words.pls", { type: "application/pls+xml" });
    const made = await pronunciationDictionaries.createFromFile({ name: "Conformance", file });
    ({ id, versionId } = made);
    assert.equal(made.versionRulesNum, 2);
    const { rules } = await pronunciationDictionaries.get(id);
    assert.deepEqual(
      rules.map((rule) => rule.stringToReplace),
      ["tomato", "UN"],
    );
  });

  test("get new versions with their rules, and keep the old ones", { timeout }, async () => {
    const rule = { type: "alias", stringToReplace: "EU", alias: "European Union" };
    const changed = await pronunciationDictionaries.rules.add(id, { rules: [rule] });
    assert.equal(changed.versionRulesNum, 3);
    assert.notEqual(changed.versionId, versionId);
    const old = await new Response(
      await pronunciationDictionaries.download(id, versionId),
    ).text();
    assert.ok(old.includes("tomato") && !old.includes("European Union"), old);
  });

  test("are listed and archived", { timeout }, async () => {
    const { pronunciationDictionaries: all } = await pronunciationDictionaries.list();
    assert.ok(all.some((dictionary) => dictionary.id === id));
    await pronunciationDictionaries.update(id, { archived: true });
  });
});

describe("the user", () => {
  test("is the workspace of the key", { timeout }, async () => {
    assert.equal(typeof (await user.get()).userId, "string");
    assert.equal(typeof (await user.subscription.get()).tier, "string");
  });
});
