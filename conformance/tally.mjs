// A reporter of node's test runner that counts tests, not their groups, and tells it in one line.

export default async function* tally(events) {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (data?.details?.type === "suite") {
      continue;
    }
    if (type === "test:fail") {
      count.failed++;
    } else if (type === "test:pass") {
      count[data.skip === undefined ? "passed" : "skipped"]++;
    }
  }
  yield count.skipped === 0 ? "" : `${count.skipped} skipped\n`;
  yield `${count.passed} passed, ${count.failed} failed\n`;
}
