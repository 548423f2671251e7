// The processes of the running Colloquy: what they hold, and what they have logged.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  createWriteStream,
  existsSync,
  readFileSync,
  readlinkSync,
  readdirSync,
  statSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** How long a process that was started may take until it is ready. */
export const READY_MS = 120_000;

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The data folder of the Colloquy under test, if it is known. */
export const data = process.env.COLLOQUY_DATA;

const instance = () => JSON.parse(readFileSync(join(data, "state", "instance.json")));

/** { name, pid, port, restarts } of each service. */
export const services = () => instance().services;

/** The launcher's own process of a service. */
export const first = (service) => services().find(({ name }) => name === service);

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts one more process of a service beside the launcher's own, under a name of its own. */
export async function another(service, environment = {}, name = "1") {
  const { kafka, postgres } = instance();
  const port = await freePort();
  const java = readlinkSync(`/proc/${first(service).pid}/exe`);
  const child = spawn(
    java,
    [
      "-Xmx320m",
      "-XX:+UseSerialGC",
      "--enable-native-access=ALL-UNNAMED",
      "-jar",
      join(root, service, "target/quarkus-app/quarkus-run.jar"),
    ],
    {
      env: {
        ...process.env,
        KAFKA_BOOTSTRAP_SERVERS: kafka,
        QUARKUS_HTTP_PORT: port,
        QUARKUS_DATASOURCE_JDBC_URL: `jdbc:postgresql://${postgres}/postgres`,
        QUARKUS_DATASOURCE_REACTIVE_URL: `postgresql://${postgres}/postgres`,
        QUARKUS_DATASOURCE_USERNAME: "postgres",
        QUARKUS_DATASOURCE_PASSWORD: "postgres",
        COLLOQUY_INSTANCE: name,
        ...environment,
      },
    },
  );
  const log = createWriteStream(join(data, "logs", `${service}-${name}.log`), { flags: "a" });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  child.gone = new Promise((resolve) => child.once("exit", resolve));
  return { child, port };
}

/** Waits until such a process takes calls. */
export async function ready({ child, port }) {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/q/health/ready`).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    assert.equal(child.exitCode, null, "the instance ended");
    assert.ok(Date.now() < deadline, "the instance is not ready");
    await pause(250);
  }
}

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
