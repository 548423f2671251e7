// A receiver of webhooks in Node, without any library: `node receiver.mjs`, with the secret that the
// webhook was created with in WEBHOOK_SECRET.

import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

const TOLERANCE_S = 30 * 60;

/** Whether one of the signatures of these bytes was made with the secret, not long ago. */
export function isGenuine(body, header, secret, now = Date.now() / 1000) {
  const parts = (header ?? "").split(",");
  const time = parts.find((part) => part.startsWith("t="))?.slice(2);
  if (!/^\d+$/.test(time ?? "") || Math.abs(now - Number(time)) > TOLERANCE_S) {
    return false;
  }
  const expected = createHmac("sha256", secret).update(`${time}.`).update(body).digest();
  return parts
    .filter((part) => part.startsWith("v0="))
    .map((part) => Buffer.from(part.slice(3), "hex"))
    .some((hash) => hash.length === expected.length && timingSafeEqual(hash, expected));
}

const seen = new Set();

if (process.argv[1] === import.meta.filename) {
  createServer(async (request, response) => {
    const body = await buffer(request);
    if (!isGenuine(body, request.headers["elevenlabs-signature"], process.env.WEBHOOK_SECRET)) {
      response.writeHead(401).end();
      return;
    }
    // Only a 200 counts, and what takes long comes after it. An event may come twice; its id says so.
    response.writeHead(200).end();
    const id = request.headers["webhook-id"];
    if (!seen.has(id)) {
      seen.add(id);
      const { type, data } = JSON.parse(body);
      console.log(type, data.conversation_id);
    }
  }).listen(process.env.PORT ?? 3000);
}
