// A customer's server: it remembers what it was asked, and answers as a scenario says.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";

export class Receiver {
  /** What came so far: { method, path, headers, body }; the body as text. */
  requests = [];
  #server;

  /**
   * @param answers from a request to { status, body }, or to a body
   */
  static async listen(answers) {
    const receiver = new Receiver();
    receiver.#server = createServer(async (request, response) => {
      const { method, url: path, headers } = request;
      const received = { method, path, headers, body: await text(request) };
      receiver.requests.push(received);
      const { status = 200, body } = await answers(received);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
    await new Promise((resolve, reject) => {
      receiver.#server.once("error", reject);
      receiver.#server.listen(0, "127.0.0.1", resolve);
    });
    return receiver;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
