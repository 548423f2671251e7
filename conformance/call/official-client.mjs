// The official client, as it is, in Node: it wants a WebSocket in the global scope, as browsers
// and newer Nodes have it.

import WebSocket from "ws";
import { socketUrl } from "./colloquy.mjs";

globalThis.WebSocket ??= WebSocket;
const { Conversation } = await import("@elevenlabs/client");

const CONNECT_PATIENCE_MS = 15_000;
const MESSAGE_PATIENCE_MS = 20_000;

export class TextSession {
  /** What onMessage was told: { role, message }. */
  messages = [];
  errors = [];
  debugs = [];
  parts = [];
  audioChunks = 0;
  /** Settles with what onDisconnect was told. */
  disconnected;
  #disconnect;
  #conversation;
  #waiting = new Set();

  constructor() {
    this.disconnected = new Promise((resolve) => (this.#disconnect = resolve));
  }

  static async start(agentId, options = {}) {
    const session = new TextSession();
    // The client has no connect timeout of its own.
    session.#conversation = await within(
      CONNECT_PATIENCE_MS,
      "startSession",
      Conversation.startSession({
        agentId,
        connectionType: "websocket",
        textOnly: true,
        origin: socketUrl,
        onMessage: ({ role, source, message }) => {
          session.messages.push({ role: role ?? source, message });
          session.#waiting.forEach((look) => look());
        },
        onAgentChatResponsePart: (part) => session.parts.push(part),
        onAudio: () => session.audioChunks++,
        onError: (message) => session.errors.push(message),
        onDebug: (debug) => session.debugs.push(debug),
        onDisconnect: (details) => session.#disconnect(details),
        ...options,
      }),
    );
    return session;
  }

  get conversationId() {
    return this.#conversation.getId();
  }

  /** The n-th message of the session, from 0, once it has come. */
  message(index) {
    return within(
      MESSAGE_PATIENCE_MS,
      `message ${index}; came: ${JSON.stringify(this.messages)}`,
      new Promise((resolve) => {
        const look = () => {
          if (this.messages.length > index) {
            this.#waiting.delete(look);
            resolve(this.messages[index]);
          }
        };
        this.#waiting.add(look);
        look();
      }),
    );
  }

  /** Types something and returns the text of the answer. */
  async ask(text) {
    const next = this.messages.length;
    this.#conversation.sendUserMessage(text);
    return (await this.message(next)).message;
  }

  /** Uploads a file and returns its id. */
  async upload(file) {
    const { fileId } = await this.#conversation.uploadFile(file);
    return fileId;
  }

  /** Sends files, with words or without, and returns the text of the answer. */
  async show(text, ...fileIds) {
    const next = this.messages.length;
    this.#conversation.sendMultimodalMessage({ text, fileIds });
    return (await this.message(next)).message;
  }

  tell(context) {
    this.#conversation.sendContextualUpdate(context);
  }

  async end() {
    await this.#conversation.endSession();
    return within(CONNECT_PATIENCE_MS, "onDisconnect", this.disconnected);
  }
}

async function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
