// Mono 16-bit PCM in memory: { sampleRate, samples: Int16Array }, to and from WAV files.

import { readFileSync, writeFileSync } from "node:fs";

const HEADER_BYTES = 44;

export function readWav(path) {
  const file = readFileSync(path);
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") {
    throw new Error(`${path} is not a WAV file`);
  }
  let format;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString("latin1", at, at + 4);
    const size = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + size);
    if (name === "fmt ") {
      format = {
        coding: body.readUInt16LE(0),
        channels: body.readUInt16LE(2),
        sampleRate: body.readUInt32LE(4),
        bits: body.readUInt16LE(14),
      };
    } else if (name === "data") {
      if (format?.coding !== 1 || format.channels !== 1 || format.bits !== 16) {
        throw new Error(`${path} is not mono 16-bit PCM`);
      }
      return { sampleRate: format.sampleRate, samples: samplesOf(body) };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error(`${path} holds no samples`);
}

export function writeWav(path, { sampleRate, samples }) {
  const header = Buffer.alloc(HEADER_BYTES);
  const dataBytes = samples.length * 2;
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(dataBytes, 40);
  writeFileSync(path, Buffer.concat([header, bytesOf(samples)]));
}

/** Little-endian bytes as samples; a trailing odd byte is an error of the sender. */
export function samplesOf(bytes) {
  if (bytes.length % 2 !== 0) {
    throw new Error(`${bytes.length} bytes are not whole 16-bit samples`);
  }
  const samples = new Int16Array(bytes.length / 2);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = bytes.readInt16LE(i * 2);
  }
  return samples;
}

export function bytesOf(samples) {
  const bytes = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, i) => bytes.writeInt16LE(sample, i * 2));
  return bytes;
}

export function joined(parts) {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function silence(sampleRate, ms) {
  return new Int16Array(Math.round((sampleRate * ms) / 1000));
}

/** The last part of a recording. */
export function lastOf({ sampleRate, samples }, ms) {
  return { sampleRate, samples: samples.slice(-Math.round((sampleRate * ms) / 1000)) };
}
