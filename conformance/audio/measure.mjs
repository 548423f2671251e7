// What a recording holds, in numbers.

import { resampled } from "./resample.mjs";

const FRAME_MS = 10;
/** A frame this far below the loudest one is silence. */
const SPEECH_FLOOR = 0.04;

export const durationMs = ({ sampleRate, samples }) => (samples.length * 1000) / sampleRate;

export function rms(samples) {
  const energy = samples.reduce((sum, sample) => sum + sample * sample, 0);
  return samples.length === 0 ? 0 : Math.sqrt(energy / samples.length);
}

/** The same recording without the silence before and after what is said. */
export function speechOnly({ sampleRate, samples }) {
  const size = Math.round((sampleRate * FRAME_MS) / 1000);
  const levels = [];
  for (let at = 0; at < samples.length; at += size) {
    levels.push(rms(samples.subarray(at, at + size)));
  }
  const floor = Math.max(...levels) * SPEECH_FLOOR;
  const first = levels.findIndex((level) => level > floor);
  const last = levels.findLastIndex((level) => level > floor);
  return { sampleRate, samples: samples.slice(first * size, (last + 1) * size) };
}

/**
 * How much of the energy lies in a band, 0 to 1. Speech has most of it between 80 and 1500 Hz;
 * bytes in a wrong order or a wrong coding spread it evenly.
 */
export function shareOfEnergy(audio, fromHz, toHz) {
  const { sampleRate, samples } = resampled(audio, 8_000);
  const size = 512;
  let inBand = 0;
  let all = 0;
  for (let at = 0; at + size <= samples.length; at += size) {
    powers(samples.subarray(at, at + size)).forEach((power, bin) => {
      const hz = (bin * sampleRate) / size;
      all += power;
      inBand += hz >= fromHz && hz <= toHz ? power : 0;
    });
  }
  return all === 0 ? 0 : inBand / all;
}

/** Power of each bin up to half the sample rate, of one Hann-windowed frame of 2^n samples. */
function powers(frame) {
  const n = frame.length;
  const re = Float64Array.from(frame, (x, i) => x * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / n)));
  const im = new Float64Array(n);
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) {
      j ^= bit;
    }
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j], re[i]];
    }
  }
  for (let size = 2; size <= n; size <<= 1) {
    for (let start = 0; start < n; start += size) {
      for (let k = 0; k < size / 2; k++) {
        const angle = (-2 * Math.PI * k) / size;
        const [a, b] = [start + k, start + k + size / 2];
        const turnedRe = re[b] * Math.cos(angle) - im[b] * Math.sin(angle);
        const turnedIm = re[b] * Math.sin(angle) + im[b] * Math.cos(angle);
        [re[b], im[b]] = [re[a] - turnedRe, im[a] - turnedIm];
        [re[a], im[a]] = [re[a] + turnedRe, im[a] + turnedIm];
      }
    }
  }
  return Array.from({ length: n / 2 }, (_, i) => re[i] * re[i] + im[i] * im[i]);
}

const PITCH_FRAME_MS = 40;
const LOWEST_HZ = 70;
const HIGHEST_HZ = 320;

/**
 * The height of a voice in Hz: the median over the frames that repeat themselves well, by
 * autocorrelation. NaN where nothing does.
 */
export function pitch(audio) {
  const { sampleRate, samples } = resampled(audio, 8_000);
  const size = (sampleRate * PITCH_FRAME_MS) / 1000;
  const loud = rms(samples);
  const heights = [];
  for (let at = 0; at + 2 * size <= samples.length; at += size) {
    if (rms(samples.subarray(at, at + size)) > loud / 2) {
      heights.push(...height(samples.subarray(at, at + 2 * size), sampleRate));
    }
  }
  return heights.sort((a, b) => a - b)[heights.length >> 1] ?? NaN;
}

function height(frame, sampleRate) {
  const half = frame.length / 2;
  const likeness = (lag) => {
    let product = 0;
    let one = 0;
    let other = 0;
    for (let i = 0; i < half; i++) {
      product += frame[i] * frame[i + lag];
      one += frame[i] * frame[i];
      other += frame[i + lag] * frame[i + lag];
    }
    return product / Math.sqrt(one * other || 1);
  };
  const lags = [];
  for (let lag = Math.ceil(sampleRate / HIGHEST_HZ); lag <= sampleRate / LOWEST_HZ; lag++) {
    lags.push({ lag, like: likeness(lag) });
  }
  const best = Math.max(...lags.map(({ like }) => like));
  // Twice the period is as like as the period: the first that comes near the best is meant.
  const period = lags.find(({ like }) => like > 0.9 * best);
  return best > 0.7 ? [sampleRate / period.lag] : [];
}
