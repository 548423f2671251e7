// What a listener hears: a recogniser outside of Colloquy turns audio into words.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { resampled } from "./resample.mjs";
import { joined, silence, writeWav } from "./wav.mjs";

const MODEL_RATE = 16_000;
const PATIENCE_MS = 60_000;

/** The recognised words in lower case, separated by single blanks. */
export async function recognised(audio) {
  const folder = mkdtempSync(join(tmpdir(), "colloquy-heard-"));
  try {
    const file = join(folder, "heard.wav");
    const pause = silence(MODEL_RATE, 300);
    const { samples } = resampled(audio, MODEL_RATE);
    writeWav(file, { sampleRate: MODEL_RATE, samples: joined([pause, samples, pause]) });
    const { stdout } = await promisify(execFile)("pocketsphinx_continuous", ["-infile", file], {
      timeout: PATIENCE_MS,
    });
    return normalised(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Words only, so that texts can be compared however they are punctuated. */
export function normalised(text) {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9']+/g, " ")
    .trim();
}

/** Those of the words that the text holds. */
export function found(words, text) {
  const heard = new Set(normalised(text).split(" "));
  return words.filter((word) => heard.has(word));
}
