// The official client in headless Chromium, whose microphone plays a WAV file.

import { createServer } from "node:http";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { decoded } from "../audio/formats.mjs";
import { resampled } from "../audio/resample.mjs";
import { joined, silence, writeWav } from "../audio/wav.mjs";
import { url } from "./colloquy.mjs";

const MICROPHONE_RATE = 48_000;
const START_PATIENCE_MS = 30_000;
const POLL_MS = 100;

const FLAGS = [
  "--no-sandbox",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const FILES = {
  "/": ["text/html; charset=utf-8", new URL("../page/index.html", import.meta.url)],
  "/client.js": [
    "text/javascript; charset=utf-8",
    new URL("lib.iife.js", import.meta.resolve("@elevenlabs/client")),
  ],
};

export class BrowserCall {
  /** Every text frame that the server sent, parsed, in order. */
  frames = [];
  #folder = mkdtempSync(join(tmpdir(), "colloquy-microphone-"));
  #pages;
  #browser;
  #page;

  /**
   * Starts a call. The microphone hears each of the recordings after so many milliseconds of
   * silence, counted from its opening and from the end of the recording before.
   */
  static async start(agentId, recordings) {
    const call = new BrowserCall();
    try {
      await call.#open(agentId, recordings);
      return call;
    } catch (failure) {
      await call.close();
      throw failure;
    }
  }

  async #open(agentId, recordings) {
    const microphone = join(this.#folder, "microphone.wav");
    writeWav(microphone, {
      sampleRate: MICROPHONE_RATE,
      samples: joined(
        recordings.flatMap(({ afterMs, audio }) => [
          silence(MICROPHONE_RATE, afterMs),
          resampled(audio, MICROPHONE_RATE).samples,
        ]),
      ),
    });
    this.#pages = await serving(FILES);
    this.#browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [...FLAGS, `--use-file-for-fake-audio-capture=${microphone}%noloop`],
      timeout: START_PATIENCE_MS,
    });
    this.#page = await this.#browser.newPage();
    this.#page.setDefaultTimeout(START_PATIENCE_MS);
    this.#page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => this.frames.push(JSON.parse(payload))),
    );
    await this.#page.goto(`http://localhost:${this.#pages.address().port}/`);
    await this.#page.evaluate(([id, origin]) => start(id, origin), [agentId, url]);
  }

  /** What the client told its application so far: { atMs, kind, value }. */
  happened() {
    return this.#page.evaluate(() => window.happened);
  }

  /** Waits until what happened fits; returns it. */
  async until(fits, what, patienceMs) {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const happened = await this.happened();
      if (fits(happened)) {
        return happened;
      }
      if (Date.now() > deadline) {
        const heard = happened.filter(({ kind }) => kind !== "audio");
        throw new Error(`no ${what} within ${patienceMs} ms; happened: ${JSON.stringify(heard)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  /** The audio that the application was handed between two moments, or to the end. */
  audio(happened, fromMs = 0, toMs = Infinity) {
    const { agent_output_audio_format: format } = this.frames[0]
      .conversation_initiation_metadata_event;
    const parts = happened
      .filter(({ kind, atMs }) => kind === "audio" && atMs >= fromMs && atMs < toMs)
      .map(({ value }) => decoded(format, Buffer.from(value, "base64")).samples);
    return { ...decoded(format, Buffer.alloc(0)), samples: joined(parts) };
  }

  endSession() {
    return this.#page.evaluate(() => window.conversation.endSession());
  }

  async close() {
    await this.#browser?.close();
    this.#pages?.close();
    rmSync(this.#folder, { recursive: true });
  }
}

function serving(files) {
  const server = createServer((request, response) => {
    const file = files[request.url];
    if (file) {
      response.writeHead(200, { "content-type": file[0] }).end(readFileSync(file[1]));
    } else {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
