// A call on a bare WebSocket: sees every frame, with the time and the audio position at which it
// came. The official clients hide some of what the protocol promises.

import WebSocket from "ws";
import { socketUrl } from "./colloquy.mjs";
import { Microphone } from "./microphone.mjs";
import { decoded } from "../audio/formats.mjs";
import { joined } from "../audio/wav.mjs";

const CONNECT_PATIENCE_MS = 15_000;
const FRAME_PATIENCE_MS = 20_000;

export class SocketCall {
  /** Every frame as { atMs, sentMs, type, message }; sentMs is the microphone's position. */
  frames = [];
  /** Settles with { code, reason } when the socket is gone. */
  closed;
  microphone;
  #socket;
  #waiting = new Set();

  constructor(
    agentId,
    { gateway = socketUrl, protocols = ["convai"], query = "", answerPings = true } = {},
  ) {
    const address = `${gateway}/v1/convai/conversation?agent_id=${agentId}${query}`;
    this.#socket = new WebSocket(address, protocols, { handshakeTimeout: CONNECT_PATIENCE_MS });
    this.opened = new Promise((resolve, reject) => {
      this.#socket.once("open", resolve);
      this.#socket.once("error", reject);
    });
    this.closed = new Promise((resolve) => {
      this.#socket.once("close", (code, reason) => {
        this.microphone?.stop();
        resolve({ code, reason: reason.toString() });
        this.#look();
      });
    });
    this.#socket.on("error", () => {}); // a close follows and is what tests look at
    this.#socket.on("message", (data) => this.#received(JSON.parse(data.toString()), answerPings));
  }

  /** Opens a call and greets the server, up to the metadata. */
  static async start(agentId, { initiation = {}, ...options } = {}) {
    const call = new SocketCall(agentId, options);
    await call.opened;
    call.send({ type: "conversation_initiation_client_data", ...initiation });
    await call.first("conversation_initiation_metadata");
    return call;
  }

  #received(message, answerPings) {
    const { type } = message;
    const sentMs = this.microphone?.positionMs ?? 0;
    this.frames.push({ atMs: performance.now(), sentMs, type, message });
    if (type === "ping" && answerPings) {
      this.send({ type: "pong", event_id: message.ping_event.event_id });
    }
    this.#look();
  }

  #look() {
    this.#waiting.forEach((look) => look());
  }

  send(message) {
    this.sendText(JSON.stringify(message));
  }

  sendText(text) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(text);
    }
  }

  get protocol() {
    return this.#socket.protocol;
  }

  get isOpen() {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  get metadata() {
    return this.all("conversation_initiation_metadata")[0].message
      .conversation_initiation_metadata_event;
  }

  get conversationId() {
    return this.metadata.conversation_id;
  }

  /** Begins to send what a microphone hears: silence until it is told to say something. */
  openMicrophone() {
    this.microphone = new Microphone(this.metadata.user_input_audio_format, (bytes) =>
      this.send({ user_audio_chunk: bytes.toString("base64") }),
    );
    return this.microphone;
  }

  all(type) {
    return this.frames.filter((frame) => frame.type === type);
  }

  /** The first frame of this type, or of this type that fits. */
  first(type, fits = () => true, patienceMs = FRAME_PATIENCE_MS) {
    return this.until(
      () => this.frames.find((frame) => frame.type === type && fits(frame.message, frame)),
      `a frame ${type}`,
      patienceMs,
    );
  }

  /** Waits for a look at this call to give something; fails when it closes before. */
  until(look, what, patienceMs = FRAME_PATIENCE_MS) {
    return new Promise((resolve, reject) => {
      const settle = (act, value) => {
        clearTimeout(timer);
        this.#waiting.delete(attempt);
        act(value);
      };
      const attempt = () => {
        const seen = look();
        if (seen) {
          settle(resolve, seen);
        } else if (this.#socket.readyState === WebSocket.CLOSED) {
          this.closed.then(({ code, reason }) =>
            settle(reject, new Error(`closed with ${code} "${reason}" before ${what} came`)),
          );
        }
      };
      const timer = setTimeout(
        () =>
          settle(
            reject,
            new Error(`${what} did not come within ${patienceMs} ms; came: ${this.#summary()}`),
          ),
        patienceMs,
      );
      this.#waiting.add(attempt);
      attempt();
    });
  }

  #summary() {
    const counts = {};
    this.frames.forEach(({ type }) => (counts[type] = (counts[type] ?? 0) + 1));
    return JSON.stringify(counts);
  }

  /** The agent's answer to what is said or typed from now on: { text, eventId }. */
  async nextAnswer(patienceMs = FRAME_PATIENCE_MS) {
    const already = this.frames.length;
    const frame = await this.first(
      "agent_response",
      (_, candidate) => this.frames.indexOf(candidate) >= already,
      patienceMs,
    );
    const { agent_response: text, event_id: eventId } = frame.message.agent_response_event;
    return { text, eventId };
  }

  audioFrames(eventId) {
    return this.all("audio").filter(({ message }) => message.audio_event.event_id === eventId);
  }

  /** What the agent said under this event id so far, as { sampleRate, samples }. */
  audioOf(eventId) {
    const format = this.metadata.agent_output_audio_format;
    const parts = this.audioFrames(eventId).map(({ message }) =>
      decoded(format, Buffer.from(message.audio_event.audio_base_64, "base64")),
    );
    return { ...decoded(format, Buffer.alloc(0)), samples: joined(parts.map((p) => p.samples)) };
  }

  /** Waits until no more audio of this event id has come for a while, then returns it. */
  async wholeAudioOf(eventId, quietMs = 1_500) {
    await this.first("audio", ({ audio_event: event }) => event.event_id === eventId);
    for (;;) {
      const last = this.audioFrames(eventId).at(-1);
      const quiet = performance.now() - last.atMs;
      if (quiet >= quietMs) {
        return this.audioOf(eventId);
      }
      await new Promise((resolve) => setTimeout(resolve, quietMs - quiet + 1));
    }
  }

  /** Waits until a client that plays at once has played all of this event id; returns it. */
  async playedOut(eventId) {
    const whole = await this.wholeAudioOf(eventId);
    const endsAt =
      this.audioFrames(eventId)[0].atMs + (whole.samples.length * 1000) / whole.sampleRate;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, endsAt - performance.now())));
    return whole;
  }

  /** Hangs up as the official clients do, and waits until the socket is gone. */
  async hangUp() {
    this.microphone?.stop();
    if (this.#socket.readyState <= WebSocket.OPEN) {
      this.#socket.close(1000, "User ended conversation");
    }
    const cut = setTimeout(() => this.#socket.terminate(), CONNECT_PATIENCE_MS);
    await this.closed;
    clearTimeout(cut);
  }
}
