// What the demo agent knows (deploy/local/demo-agent.json), as questions with words that only a
// right answer holds.

export const SPOKEN = {
  recording: "saturday",
  words: ["open", "saturday"],
  keyWords: ["saturday"],
};

export const KNOWN = [
  { question: "When are you open on Saturday?", keyWords: ["saturday"] },
];
