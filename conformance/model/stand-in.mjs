// Answers in place of a model while no scenario is played: always the same, in a few words. It
// gives its place to the scenarios when they ask for it, and takes it again when they are over.

import { createServer } from "node:http";
import { perform } from "./server.mjs";

const AWAY_MS = 3_000;
const RETRY_MS = 500;
const port = Number(process.argv[2]);

const server = createServer((request, response) => {
  request.resume();
  if (request.url === "/aside") {
    response.end();
    server.close();
    setTimeout(listen, AWAY_MS);
    return;
  }
  perform([{ say: "I see, thank you." }], response, "stand-in", () => {});
});
const listen = () => server.listen(port, "127.0.0.1");
server.on("error", () => setTimeout(listen, RETRY_MS));
listen();
