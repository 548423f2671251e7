// A model server that says what a script tells it to, in OpenAI's streaming chat completions.
//
// Whom it plays it sees in the system message, which holds "scenario: <name>". It remembers every
// request: what was asked, when, and how it ended.

import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { filled } from "./forms.mjs";

export class ModelServer {
  #scripts = new Map();
  #requests = [];
  #waiting = new Set();
  #server;

  /** Listens on the port that Colloquy was told to ask at. */
  static async listen(port) {
    // Who stands there while no scenario is played steps aside; nobody need stand there.
    const aside = { method: "POST", headers: { connection: "close" } };
    await fetch(`http://127.0.0.1:${port}/aside`, aside).catch(() => {});
    const model = new ModelServer();
    model.#server = createServer((request, response) =>
      model.#answer(request, response).catch((failure) => {
        response.destroy(failure);
      }),
    );
    await new Promise((resolve, reject) => {
      model.#server.once("error", reject);
      model.#server.listen(port, "127.0.0.1", resolve);
    });
    return model;
  }

  /**
   * Plays a part from now on.
   *
   * @param script what to do about a request, a text or steps; see steps.mjs
   */
  plays(scenario, script) {
    this.#scripts.set(scenario, script);
  }

  /** The requests of a scenario so far: { atMs, messages, words, result, ended }. */
  requests(scenario) {
    return this.#requests.filter((request) => request.scenario === scenario);
  }

  /** Waits until the requests of a scenario fit. */
  until(scenario, fits, what, patienceMs = 20_000) {
    return new Promise((resolve, reject) => {
      const look = () => {
        const seen = fits(this.requests(scenario));
        if (seen) {
          clearTimeout(timer);
          this.#waiting.delete(look);
          resolve(seen);
        }
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        const came = this.requests(scenario).map(({ words, ended }) => ({ words, ended }));
        reject(new Error(`no ${what} within ${patienceMs} ms; came: ${JSON.stringify(came)}`));
      }, patienceMs);
      this.#waiting.add(look);
      look();
    });
  }

  /** As Colloquy is told it. */
  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/v1`;
  }

  close() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(http, response) {
    const body = JSON.parse(await textOf(http));
    const { messages, model } = body;
    const system = messages.find(({ role }) => role === "system")?.content ?? "";
    const scenario = /scenario: (\S+)/.exec(system)?.[1];
    const last = messages.at(-1);
    const request = {
      scenario,
      atMs: performance.now(),
      messages,
      body,
      headers: http.headers,
      words: last.role === "user" ? wordsOf(last.content) : "",
      result: last.role === "tool" ? last.content : undefined,
      ended: undefined,
    };
    const end = (how) => {
      if (request.ended === undefined) {
        request.ended = how;
        request.endedAtMs = performance.now();
        this.#look();
      }
    };
    response.on("close", () => end("cancelled"));
    this.#requests.push(request);
    this.#look();

    const script = this.#scripts.get(scenario);
    const form = filled(body);
    if (!script && form) {
      // What is asked about a call when it is over belongs to no scenario.
      await perform([{ say: form }], response, model, end);
      return;
    }
    if (!script) {
      end("unknown");
      response.writeHead(404, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "no such scenario", type: "test" } }));
      return;
    }
    const mine = this.requests(scenario);
    const reply = script(request, mine.indexOf(request));
    await perform(typeof reply === "string" ? [{ say: reply }] : reply, response, model, end);
  }

  #look() {
    this.#waiting.forEach((look) => look());
  }
}

/** One step after the other, as long as somebody listens. */
export async function perform(steps, response, model, end) {
  const send = (delta, finish = null) => {
    if (!response.headersSent) {
      response.writeHead(200, { "content-type": "text/event-stream" });
    }
    const choices = [{ index: 0, delta, finish_reason: finish }];
    const chunk = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 0, model, choices };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  let calls = 0;
  for (const step of steps) {
    if (response.destroyed) {
      return;
    }
    if (step.say !== undefined) {
      send({ content: step.say });
    } else if (step.waitMs !== undefined) {
      await pause(step.waitMs);
    } else if (step.call !== undefined) {
      const { name, parameters = {} } = step.call;
      const called = { name, arguments: JSON.stringify(parameters) };
      const index = calls++;
      const id = `call_${index + 1}`;
      send({ tool_calls: [{ index, id, type: "function", function: called }] });
    } else if (step.refuse !== undefined) {
      end("refused");
      response.writeHead(step.refuse, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "the script refuses", type: "test" } }));
      return;
    } else if (step.breakOff) {
      end("broken off");
      response.socket.end(); // what was said before still arrives
      return;
    } else if (step.stall) {
      await new Promise((resolve) => response.once("close", resolve));
      return;
    }
  }
  if (!response.destroyed) {
    const called = steps.some(({ call }) => call !== undefined);
    send({}, called ? "tool_calls" : "stop");
    end("finished");
    response.end("data: [DONE]\n\n");
  }
}

/** What is said in a message that may hold files beside words. */
const wordsOf = (content) =>
  typeof content === "string"
    ? content
    : content.map((part) => part.text ?? "").join(" ").trim();

async function textOf(http) {
  const parts = [];
  for await (const part of http) {
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}
