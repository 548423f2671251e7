// An agent whose answers are known, and what is said to it.

import { readWav } from "../audio/wav.mjs";
import { speechOnly } from "../audio/measure.mjs";

/** What an agent of the suites says first, how long it takes, and words that it is known by. */
export const GREETING = {
  text: "Good morning. This is the city library speaking.",
  ms: 3_000,
  keyWords: ["city", "library", "speaking"],
};

/** The agent's knowledge. The history is long on purpose: it is there to be interrupted. */
export const PROMPT = `You are the voice of the city library.

# Knowledge

The library opens at nine in the morning.

The library closes at seven in the evening.

The music room is on the second floor, next to the cinema.

The history of the library began in a small house beside the river, where a teacher lent books \
to the workers of the harbour, and after a great flood the whole collection was carried to the \
old market hall, where it stayed for forty years, until the city built the tall brick house with \
the green roof that visitors know today.`;

export const CLOSING_TIME = {
  recording: "closing-time",
  words: ["time", "library", "close"],
  keyWords: ["seven", "evening"],
};
export const HISTORY = { text: "Tell me about the history of the library.", keyWords: ["river"] };
export const INTERRUPTION = {
  recording: "interruption",
  words: ["music", "room"],
  keyWords: ["second", "floor"],
};

/** A recording of this folder, from the first sound of speech to the last. */
export function spoken({ recording }) {
  return speechOnly(readWav(new URL(`${recording}.wav`, import.meta.url)));
}
