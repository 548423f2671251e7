// Words and noises of a caller, made when they are needed.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { speechOnly } from "./measure.mjs";
import { joined, readWav, silence } from "./wav.mjs";

const RATE = 16_000;
const made = new Map();

/** Words in one of flite's voices, from the first sound to the last. */
export function words(text, voice = "slt") {
  const name = `${voice} ${text}`;
  if (!made.has(name)) {
    const folder = mkdtempSync(join(tmpdir(), "colloquy-says-"));
    try {
      const file = join(folder, "words.wav");
      execFileSync("flite", ["-voice", voice, "-t", text, "-o", file]);
      made.set(name, speechOnly(readWav(file)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return made.get(name);
}

/** Recordings and milliseconds of silence, one after the other. */
export function sequence(...parts) {
  const samples = parts.map((part) =>
    typeof part === "number" ? silence(RATE, part) : part.samples,
  );
  return { sampleRate: RATE, samples: joined(samples) };
}

/** A cough: two bursts of noise that begin at once and die away, the second one weaker. */
export function cough() {
  const random = numbers(7);
  const burst = (ms, loud) =>
    Int16Array.from({ length: (RATE * ms) / 1000 }, (_, i) => {
      const decay = Math.exp((-5 * i) / ((RATE * ms) / 1000));
      return loud * decay * (2 * random() - 1) * Math.min(1, i / 40);
    });
  return sequence({ samples: burst(180, 20_000) }, 60, { samples: burst(140, 12_000) });
}

/** The same numbers between 0 and 1 for the same seed (mulberry32). */
export function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
