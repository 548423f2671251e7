"""A receiver of webhooks in Python, without any library: `python3 receiver.py`, with the secret that
the webhook was created with in WEBHOOK_SECRET."""

import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_S = 30 * 60


def is_genuine(body, header, secret, now=None):
    """Whether one of the signatures of these bytes was made with the secret, not long ago."""
    parts = (header or "").split(",")
    sent = next((part[2:] for part in parts if part.startswith("t=")), "")
    now = time.time() if now is None else now
    if not sent.isdecimal() or abs(now - int(sent)) > TOLERANCE_S:
        return False
    signed = f"{sent}.".encode() + body
    expected = "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(part.encode(), expected.encode()) for part in parts)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen = set()

    def do_POST(self):
        body = self.read_body()
        secret = os.environ["WEBHOOK_SECRET"]
        genuine = is_genuine(body, self.headers.get("elevenlabs-signature"), secret)
        # Only a 200 counts, and what takes long comes after it.
        self.send_response(200 if genuine else 401)
        self.send_header("Content-Length", "0")
        self.end_headers()
        # An event may come twice; its id says so.
        event_id = self.headers.get("webhook-id")
        if genuine and event_id not in self.seen:
            self.seen.add(event_id)
            event = json.loads(body)
            print(event["type"], event["data"]["conversation_id"], flush=True)

    def read_body(self):
        if self.headers.get("Transfer-Encoding") != "chunked":  # a recording is
            return self.rfile.read(int(self.headers["Content-Length"]))
        body = bytearray()
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return bytes(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("", int(os.environ.get("PORT", "3000"))), Receiver).serve_forever()
