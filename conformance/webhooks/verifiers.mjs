// The verifiers of the documentation's page on post-call webhooks, with their mistakes mended, and
// others that receivers use. Each takes what came, { body, headers }, and the secret, and fails
// unless it takes the body for genuine.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import crypto from "node:crypto";
import { isGenuine } from "../../docs/webhooks/receiver.mjs";

const HALF_AN_HOUR_S = 30 * 60;

export const verifiers = {
  // Mended: Node writes names of headers in small letters.
  "the page's Express handler": ({ body, headers }, secret) => {
    const parts = headers["elevenlabs-signature"].split(",");
    const timestamp = parts.find((e) => e.startsWith("t=")).substring(2);
    const signature = parts.find((e) => e.startsWith("v0="));
    assert.ok(timestamp * 1000 >= Date.now() - HALF_AN_HOUR_S * 1000, "Request expired");
    const message = `${timestamp}.${body}`;
    const digest = "v0=" + crypto.createHmac("sha256", secret).update(message).digest("hex");
    assert.equal(signature, digest, "Request unauthorized");
  },

  // Mended: the types of TypeScript, which a .js file cannot have.
  "the page's Next.js handler": async ({ body, headers }, secret) => {
    const request = new Request("http://localhost/api/convai-webhook", {
      method: "POST",
      headers: { "ElevenLabs-Signature": headers["elevenlabs-signature"] },
      body,
    });
    const text = await request.text();
    const parts = request.headers.get("ElevenLabs-Signature").split(",");
    const timestamp = parts.find((e) => e.startsWith("t="))?.substring(2);
    const signature = parts.find((e) => e.startsWith("v0="));
    assert.ok(timestamp && signature, "Invalid signature format");
    assert.ok(Number(timestamp) * 1000 >= Date.now() - HALF_AN_HOUR_S * 1000, "Request expired");
    const digest =
      "v0=" + crypto.createHmac("sha256", secret).update(`${timestamp}.${text}`).digest("hex");
    assert.equal(signature, digest, "Invalid signature");
    assert.ok(JSON.parse(text).type);
  },

  // Mended: the colon that is missing, and that a bad signature is answered like a good one.
  "the page's FastAPI handler": ({ body, headers }, secret) => {
    const handler = `
import hmac, sys, time
from hashlib import sha256
header, secret, payload = sys.argv[1], sys.argv[2], sys.stdin.buffer.read()
timestamp = header.split(",")[0][2:]
hmac_signature = header.split(",")[1]
if int(timestamp) < int(time.time()) - 30 * 60:
    sys.exit("expired")
full_payload_to_sign = f"{timestamp}.{payload.decode('utf-8')}"
mac = hmac.new(key=secret.encode("utf-8"), msg=full_payload_to_sign.encode("utf-8"), digestmod=sha256)
if hmac_signature != "v0=" + mac.hexdigest():
    sys.exit("unauthorized")
`;
    const header = headers["elevenlabs-signature"];
    execFileSync("python3", ["-c", handler, header, secret], { input: body, stdio: "pipe" });
  },

  "our own sample in Node": ({ body, headers }, secret) => {
    assert.ok(isGenuine(body, headers["elevenlabs-signature"], secret));
  },

  "our own sample in Python": ({ body, headers }, secret) => {
    const check =
      "import sys; from receiver import is_genuine; " +
      "sys.exit(not is_genuine(sys.stdin.buffer.read(), sys.argv[1], sys.argv[2]))";
    execFileSync("python3", ["-B", "-c", check, headers["elevenlabs-signature"], secret], {
      cwd: new URL("../../docs/webhooks", import.meta.url),
      input: body,
      stdio: "pipe",
    });
  },

  "Standard Webhooks": ({ body, headers }, secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const digest = crypto.createHmac("sha256", key).update(signed).digest("base64");
    assert.ok(headers["webhook-signature"].split(" ").includes(`v1,${digest}`));
  },
};
