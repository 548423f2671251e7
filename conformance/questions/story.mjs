// A story that is there to be interrupted: some fifteen seconds long.

export const STORY =
  "The history of the library began in a small house beside the river, where a teacher lent books " +
  "to the workers of the harbour, and after a great flood the whole collection was carried to the " +
  "old market hall, where it stayed for forty years, until the city built the tall brick house " +
  "with the green roof that visitors know today.";
/** Words of its beginning that the outside recogniser knows. */
export const BEGINNING = ["history", "library", "river"];

/** The same in some nine seconds. */
export const SHORT_STORY =
  "The history of the library began in a small house beside the river, where a teacher lent books " +
  "to the workers of the harbour, and they brought them back in the evening.";
export const SHORT_END = ["brought", "evening"];
