// The table of the SDK's methods in docs/compatibility.md.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

const PAGE = new URL("../docs/compatibility.md", import.meta.url);
const TABLE = /(<!-- methods of the SDK -->\n)[^]*?(<!-- end -->)/;

/**
 * Fails unless the page names the methods that worked and no others. With
 * CONFORMANCE_WRITE_PAGE set it writes the page instead.
 */
export function compatibility(methods, worked) {
  const page = readFileSync(PAGE, "utf8");
  const written = page.replace(TABLE, (_, begin, end) => begin + table(methods, worked) + end);
  if (process.env.CONFORMANCE_WRITE_PAGE) {
    writeFileSync(PAGE, written);
  } else {
    assert.equal(page, written, "run with CONFORMANCE_WRITE_PAGE=yes and look at the difference");
  }
}

function table(methods, worked) {
  const groups = new Map();
  for (const method of methods) {
    const group = method.split(".").slice(0, -1).join(".");
    groups.set(group, [...(groups.get(group) ?? []), method]);
  }
  const rows = [...groups].map(([group, names]) => {
    const named = (fits) =>
      names
        .filter(fits)
        .map((method) => `\`${method.split(".").at(-1)}\``)
        .join(" ");
    const works = named((method) => worked.has(method));
    const missing = named((method) => !worked.has(method));
    return `| \`${group.replace(/^conversationalAi\.?/, "") || "(itself)"}\` | ${works} | ${missing} |\n`;
  });
  const count = methods.filter((method) => worked.has(method)).length;
  return `${count} of ${methods.length} methods.\n\n| resource | works | not offered |\n|---|---|---|\n${rows.join("")}`;
}
