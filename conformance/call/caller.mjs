// A caller who speaks, types and listens: a bare call with a microphone, and with an ear for what of
// the agent's speech has sounded by a moment.

import { normalised } from "../audio/recognise.mjs";
import { sequence, words } from "../audio/say.mjs";
import { SocketCall } from "./socket-call.mjs";

const PLAY_OUT_PATIENCE_MS = 40_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Caller {
  #call;

  static async calls(agentId, { muted = false, ...options } = {}) {
    const caller = new Caller();
    caller.#call = await SocketCall.start(agentId, options);
    if (!muted) {
      caller.#call.openMicrophone();
    }
    return caller;
  }

  /** The call frame by frame. */
  get call() {
    return this.#call;
  }

  /**
   * Says texts, recordings and milliseconds of silence, one after the other.
   *
   * @returns { onsetMs, endMs, end }: where in the sent audio it begins and ends, and a promise that
   *     it is said
   */
  says(...parts) {
    const audio = sequence(
      ...parts.map((part) => (typeof part === "string" ? words(part) : part)),
    );
    const { onsetMs, end } = this.#call.microphone.say(audio);
    return { onsetMs, endMs: onsetMs + (audio.samples.length * 1000) / audio.sampleRate, end };
  }

  types(text) {
    this.#call.send({ type: "user_message", text });
  }

  /** Tells what came of a tool that the agent had it use. */
  answersTool(toolCallId, result, isError = false) {
    this.#call.send({
      type: "client_tool_result",
      tool_call_id: toolCallId,
      result,
      is_error: isError,
    });
  }

  /** Allows the agent to use a tool, or does not. */
  allows(toolCallId, isApproved) {
    this.#call.send({
      type: "mcp_tool_approval_result",
      tool_call_id: toolCallId,
      is_approved: isApproved,
    });
  }

  /** Tells the agent something that is no turn. */
  mentions(text) {
    this.#call.send({ type: "contextual_update", text });
  }

  /** The sign that clients give while their user writes or points. */
  isActive() {
    this.#call.send({ type: "user_activity" });
  }

  waits(ms) {
    return pause(ms);
  }

  /** All frames of a type so far, as their own events: { atMs, sentMs, ...event }. */
  got(type) {
    return this.#call.all(type).map(eventOf);
  }

  /** The n-th frame of a type, from 0, once it has come. */
  async gets(type, n = 0, patienceMs = 20_000) {
    const frame = await this.#call.until(
      () => this.#call.all(type)[n],
      `frame ${n} of ${type}`,
      patienceMs,
    );
    return eventOf(frame);
  }

  /** The first sound of an event id, once it has come. */
  async hearsBeginOf(eventId) {
    return eventOf(
      await this.#call.first("audio", ({ audio_event: audio }) => audio.event_id === eventId),
    );
  }

  /**
   * Listens until an answer has been played, all of it or what an interruption left of it.
   *
   * @returns { sampleRate, samples, endsAtMs }
   */
  async hearsOut(eventId) {
    await this.#call.until(
      () => this.#isSent(eventId),
      `all sound of event ${eventId}`,
      PLAY_OUT_PATIENCE_MS,
    );
    const { endsAtMs } = this.#playing(eventId).at(-1);
    await pause(Math.max(0, endsAtMs - performance.now()));
    return { ...this.#call.audioOf(eventId), endsAtMs };
  }

  /** Whether the sound of each letter of an answer has come, or no more will. */
  #isSent(eventId) {
    const ofThis = ({ event_id: id }) => id === eventId;
    const [whole] = this.got("agent_response").filter(ofThis);
    const sounds = this.heardBy(eventId, Infinity);
    return (
      (whole && letters(sounds) === letters(whole.agent_response)) ||
      (sounds && this.got("interruption").some(ofThis))
    );
  }

  /** The words of an event id that had begun to sound by a moment, by the alignment of the audio. */
  heardBy(eventId, atMs) {
    const characters = this.#playing(eventId).flatMap(({ startsAtMs, alignment }) =>
      alignment.chars.map((char, i) => ({
        char,
        atMs: startsAtMs + alignment.char_start_times_ms[i],
      })),
    );
    return characters
      .filter((character) => character.atMs <= atMs)
      .map(({ char }) => char)
      .join("");
  }

  /** The sound of an event id before some words of it, of the words, and after them. */
  soundAround(eventId, words) {
    const { sampleRate, samples } = this.#call.audioOf(eventId);
    let at = 0;
    const characters = this.#call.audioFrames(eventId).flatMap(({ message }) => {
      const { audio_base_64: audio, alignment } = message.audio_event;
      const frameAt = at;
      at += Buffer.from(audio, "base64").length / 2;
      return alignment.chars.map((char, i) => ({
        char,
        at: frameAt + (alignment.char_start_times_ms[i] * sampleRate) / 1000,
      }));
    });
    const first = characters.map(({ char }) => char).join("").indexOf(words);
    const from = characters[first].at;
    const to = characters[first + words.length]?.at ?? samples.length;
    return [samples.subarray(0, from), samples.subarray(from, to), samples.subarray(to)].map(
      (part) => ({ sampleRate, samples: part }),
    );
  }

  /** When each audio frame begins and ends to sound in a client that plays at once. */
  #playing(eventId) {
    const { sampleRate } = this.#call.audioOf(eventId);
    let endsAtMs = 0;
    return this.#call.audioFrames(eventId).map(({ atMs, message }) => {
      const { audio_base_64: audio, alignment } = message.audio_event;
      const bytes = Buffer.from(audio, "base64").length;
      const startsAtMs = Math.max(atMs, endsAtMs);
      endsAtMs = startsAtMs + (bytes / 2 / sampleRate) * 1000;
      return { startsAtMs, endsAtMs, alignment };
    });
  }

  get isInCall() {
    return this.#call.isOpen;
  }

  /** How the call ended, once it has: { code, reason }. */
  get ended() {
    return this.#call.closed;
  }

  get conversationId() {
    return this.#call.conversationId;
  }

  hangsUp() {
    return this.#call.hangUp();
  }
}

const EVENT = {
  agent_response: "agent_response_event",
  agent_response_correction: "agent_response_correction_event",
  agent_chat_response_part: "text_response_part",
  user_transcript: "user_transcription_event",
  audio: "audio_event",
  interruption: "interruption_event",
  error: "error_event",
  client_tool_call: "client_tool_call",
  mcp_tool_call: "mcp_tool_call",
  mcp_connection_status: "mcp_connection_status",
  agent_tool_response: "agent_tool_response",
};

const letters = (text) => text.replaceAll(/[^\p{L}\p{N}]/gu, "");

const eventOf = ({ atMs, sentMs, type, message }) => ({ atMs, sentMs, ...message[EVENT[type]] });

export const countOfWords = (text) => normalised(text).split(" ").filter(Boolean).length;
