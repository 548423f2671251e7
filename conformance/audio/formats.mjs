// The seven audio formats of the conversation socket, and mono PCM to and from each.

import { bytesOf, samplesOf } from "./wav.mjs";
import { resampled } from "./resample.mjs";

export const FORMATS = [
  "pcm_8000",
  "pcm_16000",
  "pcm_22050",
  "pcm_24000",
  "pcm_44100",
  "pcm_48000",
  "ulaw_8000",
];

export const sampleRateOf = (format) => Number(format.split("_")[1]);

/** Bytes of the wire as { sampleRate, samples }. */
export function decoded(format, bytes) {
  const samples = format.startsWith("ulaw") ? fromUlaw(bytes) : samplesOf(bytes);
  return { sampleRate: sampleRateOf(format), samples };
}

/** { sampleRate, samples } as bytes of the wire, resampled where needed. */
export function encoded(format, audio) {
  const { samples } = resampled(audio, sampleRateOf(format));
  return format.startsWith("ulaw") ? toUlaw(samples) : bytesOf(samples);
}

const BIAS = 0x84;
const CLIP = 32635;

function toUlaw(samples) {
  return Buffer.from(Array.from(samples, (sample) => {
    const sign = sample < 0 ? 0x80 : 0;
    const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
    const exponent = 31 - Math.clz32(magnitude) - 7;
    const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
    return ~(sign | (exponent << 4) | mantissa) & 0xff;
  }));
}

function fromUlaw(bytes) {
  return Int16Array.from(bytes, (byte) => {
    const code = ~byte & 0xff;
    const exponent = (code >> 4) & 0x07;
    const magnitude = ((((code & 0x0f) << 3) + BIAS) << exponent) - BIAS;
    return code & 0x80 ? -magnitude : magnitude;
  });
}
