// The reference server of the Model Context Protocol, unmodified, as a process of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";

const START_PATIENCE_MS = 20_000;
const POLL_MS = 100;

const program = createRequire(import.meta.url)
  .resolve("@modelcontextprotocol/server-everything/package.json")
  .replace(/package\.json$/, "dist/index.js");

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** How Colloquy names a transport, and what the server calls it. */
export const TRANSPORTS = {
  STREAMABLE_HTTP: { argument: "streamableHttp", path: "/mcp" },
  SSE: { argument: "sse", path: "/sse" },
};

/** { url, stop } of a server that answers. */
export async function everything(transport) {
  const { argument, path } = TRANSPORTS[transport];
  const port = await freePort();
  const server = spawn(process.execPath, [program, argument], {
    env: { ...process.env, PORT: String(port) },
    stdio: "ignore",
  });
  const deadline = Date.now() + START_PATIENCE_MS;
  const answers = () => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
  while (!(await answers())) {
    if (Date.now() > deadline || server.exitCode !== null) {
      server.kill();
      throw new Error(`server-everything (${argument}) does not answer`);
    }
    await pause(POLL_MS);
  }
  return {
    url: `http://127.0.0.1:${port}${path}`,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        server.kill("SIGKILL");
        await once(server, "exit");
      }
    },
  };
}
