// The processes of the running Colloquy: what they hold, and what they have logged.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readlinkSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The data folder of the Colloquy under test, if it is known. */
export const data = process.env.COLLOQUY_DATA;

/** { name, pid, port, restarts } of each service. */
export const services = () =>
  JSON.parse(readFileSync(join(data, "state", "instance.json"))).services;

/** The samples of a service's metrics: [{ name, labels, value }]. */
export async function metrics({ port }) {
  const response = await fetch(`http://127.0.0.1:${port}/q/metrics`);
  const lines = (await response.text()).split("\n").filter((line) => line && line[0] !== "#");
  return lines.map((line) => {
    const [, name, labels = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)/.exec(line);
    return { name, labels, value: Number(value) };
  });
}

/** The sum of all samples of a name whose labels hold a text. */
export const total = (samples, name, label = "") =>
  samples
    .filter((sample) => sample.name === name && sample.labels.includes(label))
    .reduce((sum, { value }) => sum + value, 0);

/** Lets a JVM collect all its garbage, so that what is left is in use. */
export function collectGarbage({ pid }) {
  const jcmd = join(dirname(readlinkSync(`/proc/${pid}/exe`)), "jcmd");
  execFileSync(existsSync(jcmd) ? jcmd : "jcmd", [String(pid), "GC.run"], { stdio: "ignore" });
}

/** How long each log is by now. */
export function logLengths() {
  const folder = join(data, "logs");
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith("-service.log"))
      .map((file) => [join(folder, file), statSync(join(folder, file)).size]),
  );
}

/** What was logged as an error since then. */
export const errorsSince = (lengths) =>
  [...lengths].flatMap(([file, length]) =>
    readFileSync(file)
      .subarray(statSync(file).size < length ? 0 : length)
      .toString()
      .split("\n")
      .filter((line) => / (ERROR|FATAL) /.test(line)),
  );
