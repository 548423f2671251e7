// A client that sends whatever it is given, and calls again when it is thrown out.

import WebSocket from "ws";
import { socketUrl } from "../call/colloquy.mjs";
import { numbers } from "../audio/say.mjs";
import { frames } from "./frames.mjs";

const PATIENCE_MS = 30_000;
/** After so many frames it waits until the server has read them all. */
const BURST = 40;
/** It hangs up by itself after this many, in one way or another. */
const LONGEST_CALL = 400;
const INITIATION = { type: "conversation_initiation_client_data" };
const AS_CHAT = { conversation_config_override: { conversation: { text_only: true } } };

/**
 * Sends so many frames, over as many conversations as it takes.
 *
 * @returns { sent, calls, endings }: how often each frame kind was sent, and each way to end
 */
export async function fuzz(agentId, seed, count) {
  const random = numbers(seed);
  const next = frames(seed + 1);
  const tally = { sent: {}, calls: 0, endings: {} };
  let left = count;
  while (left > 0) {
    tally.calls++;
    const socket = await opened(agentId);
    if (random() < 0.95) {
      const chat = random() < 0.8 ? AS_CHAT : {};
      socket.send(JSON.stringify({ ...INITIATION, ...chat }));
    }
    const burstsOfCall = Math.ceil((random() * LONGEST_CALL) / BURST);
    let inBurst = new Set();
    for (let burst = 0; burst < burstsOfCall && left > 0 && isOpen(socket); burst++) {
      inBurst = new Set();
      for (let i = 0; i < BURST && left > 0 && isOpen(socket); i++, left--) {
        const { kind, data, binary } = next.next().value;
        socket.send(data, { binary });
        inBurst.add(kind);
        tally.sent[kind] = (tally.sent[kind] ?? 0) + 1;
      }
      await read(socket);
    }
    const ending = await ended(socket, random, inBurst.has("oversized"));
    tally.endings[ending] = (tally.endings[ending] ?? 0) + 1;
  }
  return tally;
}

const isOpen = (socket) => socket.readyState === WebSocket.OPEN;

async function opened(agentId) {
  const address = `${socketUrl}/v1/convai/conversation?agent_id=${agentId}`;
  const socket = new WebSocket(address, ["convai"], { handshakeTimeout: PATIENCE_MS });
  socket.gone = new Promise((resolve) =>
    socket.once("close", (code, reason) => resolve(`${code} ${reason}`)),
  );
  socket.on("error", () => {}); // a close follows
  socket.on("message", () => {}); // what is said is read, and forgotten
  await within(
    new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    }),
    "handshake",
  );
  return socket;
}

/** Waits until the server has read what was sent: it answers a ping in its turn. */
function read(socket) {
  if (!isOpen(socket)) {
    return undefined;
  }
  const pong = new Promise((resolve) => socket.once("pong", resolve));
  socket.ping();
  return within(Promise.race([pong, socket.gone]), "answer to a ping");
}

/**
 * Who still sends a frame that was refused for its size resets the connection at the server's end,
 * and may lose the close frame with its reason.
 */
async function ended(socket, random, sentTooMuch) {
  const mine = isOpen(socket);
  if (mine) {
    if (random() < 0.5) {
      socket.close(1000, "User ended conversation");
    } else {
      socket.terminate();
    }
  }
  const ending = await within(socket.gone, "close");
  if (ending.startsWith("1006") && sentTooMuch) {
    return "cut off, still sending too much";
  }
  return mine ? "by the client" : ending;
}

async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} in ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
