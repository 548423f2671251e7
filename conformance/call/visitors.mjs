// Many sockets at once, of which most are turned away: who was let in, when, and who never was.

import WebSocket from "ws";
import { setTimeout as pause } from "node:timers/promises";

/** Nothing happens for this long: everybody knows by now. */
const QUIET_MS = process.env.CONFORMANCE === "fast" ? 800 : 1_500;
const PATIENCE_MS = 30_000;

/** One socket, from the moment on which it was open. */
export class Visitor {
  openedAt;
  /** When it was over for sure: asked to end, cut, killed, or closed by the server. */
  goneAt;
  /** { code, reason } of its end. */
  closed;
  /** It was not the server that ended it. */
  ended = false;
  failed;

  constructor(address, agentId, query = "") {
    this.address = address;
    this.socket = new WebSocket(
      `${address}/v1/convai/conversation?agent_id=${agentId}${query}`,
      ["convai"],
      { perMessageDeflate: false },
    );
    this.socket.once("open", () => (this.openedAt = performance.now()));
    this.socket.once("error", (error) => (this.failed = error));
    this.socket.once("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.gone();
    });
  }

  /** Its server is dead. */
  lose() {
    this.end(false);
  }

  gone() {
    this.goneAt ??= performance.now();
  }

  /** Ends it as a client does that is done, or as one whose network is cut. */
  end(inGoodOrder = true) {
    this.ended ||= this.goneAt === undefined;
    this.gone();
    if (inGoodOrder) {
      this.socket.close(1000);
    } else {
      this.socket.terminate();
    }
  }

  get isOpen() {
    return this.openedAt !== undefined && this.goneAt === undefined;
  }

  get isPending() {
    return this.openedAt === undefined && this.goneAt === undefined && !this.failed;
  }

  /** Turned away with this reason, right after the handshake. */
  isRefused(reason) {
    return this.closed?.code === 1013 && this.closed.reason === reason;
  }
}

/** Waits until everybody is in or out. */
export async function settled(visitors) {
  const deadline = Date.now() + PATIENCE_MS;
  let seen = "";
  for (let quietSince = Date.now(); Date.now() - quietSince < QUIET_MS; ) {
    const now = visitors.map((v) => (v.isPending ? "p" : v.isOpen ? "o" : "g")).join("");
    if (now !== seen || now.includes("p")) {
      seen = now;
      quietSince = Date.now();
    }
    if (Date.now() > deadline) {
      throw new Error(`not everybody is in or out after ${PATIENCE_MS} ms`);
    }
    await pause(50);
  }
}

/** The most that were let in at one moment. */
export function mostAtOnce(visitors) {
  const steps = visitors.flatMap(({ openedAt, goneAt = Infinity }) => [
    { at: openedAt, by: 1 },
    { at: goneAt, by: -1 },
  ]);
  steps.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  return steps.reduce((most, { by }) => Math.max(most, (now += by)), 0);
}
