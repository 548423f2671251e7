// A microphone in real time: frames of 32 ms, zeros while nobody speaks, as the official client
// sends them.

import { encoded, sampleRateOf } from "../audio/formats.mjs";

const FRAME_MS = 32;
const TICK_MS = 8;

export class Microphone {
  #send;
  #format;
  #frameBytes;
  #startedAt = performance.now();
  #framesSent = 0;
  #speech = Buffer.alloc(0);
  #heardOut = () => {};
  #timer;

  constructor(format, send) {
    const bytesPerSample = format.startsWith("ulaw") ? 1 : 2;
    this.#format = format;
    this.#send = send;
    this.#frameBytes = Math.round((sampleRateOf(format) * FRAME_MS) / 1000) * bytesPerSample;
    this.#timer = setInterval(() => this.#sendWhatIsDue(), TICK_MS);
  }

  /** Milliseconds of audio sent so far. */
  get positionMs() {
    return this.#framesSent * FRAME_MS;
  }

  /**
   * Speaks after what is being spoken already.
   *
   * @returns { onsetMs, end }: the position of the first sample, and a promise of the end's
   */
  say(audio) {
    const bytes = encoded(this.#format, audio);
    const onsetMs = this.positionMs + (this.#speech.length / this.#frameBytes) * FRAME_MS;
    this.#speech = Buffer.concat([this.#speech, bytes]);
    const end = new Promise((resolve) => {
      this.#heardOut = () => resolve(this.positionMs);
    });
    return { onsetMs, end };
  }

  #sendWhatIsDue() {
    const due = Math.floor((performance.now() - this.#startedAt) / FRAME_MS);
    while (this.#framesSent < due) {
      this.#send(this.#nextFrame());
      this.#framesSent++;
    }
    if (this.#speech.length === 0) {
      this.#heardOut();
    }
  }

  #nextFrame() {
    const spoken = this.#speech.subarray(0, this.#frameBytes);
    this.#speech = this.#speech.subarray(spoken.length);
    if (spoken.length === this.#frameBytes) {
      return spoken;
    }
    const zero = this.#format.startsWith("ulaw") ? 0xff : 0;
    return Buffer.concat([spoken, Buffer.alloc(this.#frameBytes - spoken.length, zero)]);
  }

  stop() {
    clearInterval(this.#timer);
  }
}
