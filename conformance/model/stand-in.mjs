// Answers in place of a model while no scenario is played: always the same, in a few words, or a
// form that it was asked to fill in. It gives its place to the scenarios when they ask for it, and
// takes it again when they are over.

import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import { filled } from "./forms.mjs";
import { perform } from "./server.mjs";

const AWAY_MS = 3_000;
const RETRY_MS = 500;
const port = Number(process.argv[2]);

const server = createServer(async (request, response) => {
  if (request.url === "/aside") {
    request.resume();
    response.end();
    server.close();
    setTimeout(listen, AWAY_MS);
    return;
  }
  const say = filled(await json(request)) ?? "I see, thank you.";
  await perform([{ say }], response, "stand-in", () => {});
});
const listen = () => server.listen(port, "127.0.0.1");
server.on("error", () => setTimeout(listen, RETRY_MS));
listen();
