import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { demoAgentId } from "../call/colloquy.mjs";
import { colloquy, timeout } from "../call/sdk.mjs";

describe("models and what they cost", () => {
  test("are listed, the builtin one among the known", { timeout }, async () => {
    const { llms } = await colloquy.llm.list();
    assert.ok(llms.length > 10, `${llms.length} models`);
    assert.ok(llms.every(({ llm }) => typeof llm === "string"));
    assert.ok(llms.some(({ llm }) => llm === "gpt-4o-mini"));
  });

  test("cost more for a longer prompt", { timeout }, async () => {
    const price = async (promptLength) => {
      const { llmPrices } = await colloquy.llmUsage.calculate({
        promptLength,
        numberOfPages: 0,
        ragEnabled: false,
      });
      return llmPrices.find(({ llm }) => llm === "gpt-4o-mini").pricePerMinute;
    };
    const [short, long] = [await price(100), await price(50_000)];
    assert.ok(short > 0 && long > short, `${short}, ${long}`);
  });

  test("cost something for an agent too", { timeout }, async () => {
    const { llmPrices } = await colloquy.agents.llmUsage.calculate(demoAgentId, {
      promptLength: 2_000,
      numberOfPages: 2,
      ragEnabled: true,
    });
    assert.ok(llmPrices.length > 10);
  });
});
