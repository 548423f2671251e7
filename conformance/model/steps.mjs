// What a scripted model does about a request: a text, or steps.
//
//   { say: "some text" }          one chunk of the stream
//   { waitMs: 500 }               nothing for a while
//   { call: { name, parameters }} a tool call
//   { refuse: 500 }               this HTTP status instead of a stream
//   { breakOff: true }            the connection is cut
//   { stall: true }               nothing, until the other side gives up

/** The same text word by word, with a pause before each. */
export const trickle = (text, everyMs) =>
  pieces(text.match(/\S+\s*/g), everyMs);

/** These chunks, with a pause before each. */
export const pieces = (chunks, everyMs) =>
  chunks.flatMap((say) => [{ waitMs: everyMs }, { say }]);

/** A text that the model thinks about for so long. */
export const after = (waitMs, text) => [{ waitMs }, { say: text }];

/** Answers by what the last words of the user hold; the pairs are tried in order. */
export const answers =
  (...pairs) =>
  ({ words }) => {
    const [, reply] = pairs.find(([pattern]) => pattern.test(words)) ?? [];
    return reply ?? "I did not understand you.";
  };
