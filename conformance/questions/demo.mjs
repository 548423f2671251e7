// What the demo agent knows (deploy/local/demo-agent.json), as questions with words that only a
// right answer holds.

export const KNOWN = [
  { question: "When are you open on Saturday?", keyWords: ["ten", "four", "afternoon"] },
  { question: "How much is a gift card?", keyWords: ["twenty", "dollars"] },
  { question: "Can I bring my dog?", keyWords: ["dogs", "welcome"] },
];

/** The question that is spoken: its recording, words that must be recognised, words of its answer. */
export const SPOKEN = {
  recording: "saturday",
  words: ["open", "saturday"],
  keyWords: ["saturday", "ten", "morning", "four", "afternoon"],
};
