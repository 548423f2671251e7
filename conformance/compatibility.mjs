// The tables in docs/compatibility.md.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

const PAGE = new URL("../docs/compatibility.md", import.meta.url);

/**
 * Fails unless the page names the methods that worked and no others. With CONFORMANCE_WRITE_PAGE
 * set it writes the page instead.
 */
export function compatibility(methods, worked) {
  holds("methods of the SDK", methodTable(methods, worked));
}

/** The same for the documented operations, and for the differences with their reasons. */
export function interfaceTable(documented, offered, own, differences, reasonOf) {
  const names = new Set(offered.map(({ name }) => name));
  const there = documented.filter(({ name }) => names.has(name)).length;
  const further = offered.length - there - own.length;
  const reasons = new Map();
  for (const difference of differences) {
    const { reason } = reasonOf(difference);
    reasons.set(reason, [...(reasons.get(reason) ?? []), difference]);
  }
  const rows = [...reasons].map(
    ([reason, those]) => `| ${placesOf(those)} | ${those.length} | ${reason} |\n`,
  );
  holds(
    "operations",
    `${there} of ${documented.length} documented operations, ${further} further ones that clients call, and ${own.length} of our own.\n\n` +
      `| difference | places | reason |\n|---|---|---|\n${rows.join("")}`,
  );
}

function placesOf(differences) {
  const names = differences.map(({ operation, what, where }) =>
    where ? `${what}: \`${where.split("/").slice(-2).join("/")}\`` : `\`${operation}\``,
  );
  return [...new Set(names)].sort().join("<br>");
}

function holds(name, table) {
  const place = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- end -->)`);
  const page = readFileSync(PAGE, "utf8");
  assert.match(page, place);
  const written = page.replace(place, (_, begin, end) => begin + table + end);
  if (process.env.CONFORMANCE_WRITE_PAGE) {
    writeFileSync(PAGE, written);
  } else {
    assert.equal(page, written, "run with CONFORMANCE_WRITE_PAGE=yes and look at the difference");
  }
}

function methodTable(methods, worked) {
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
