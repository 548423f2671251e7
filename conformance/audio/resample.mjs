// Another sample rate for a whole recording: windowed sinc, good enough to be recognised.

const ZERO_CROSSINGS = 24;

export function resampled({ sampleRate, samples }, targetRate) {
  if (sampleRate === targetRate) {
    return { sampleRate, samples };
  }
  const step = sampleRate / targetRate;
  const cutoff = Math.min(1, targetRate / sampleRate) * 0.95;
  const reach = Math.ceil(ZERO_CROSSINGS / cutoff);
  const target = new Int16Array(Math.round(samples.length / step));
  for (let i = 0; i < target.length; i++) {
    const centre = i * step;
    const from = Math.max(0, Math.ceil(centre - reach));
    const to = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let n = from; n <= to; n++) {
      sum += samples[n] * cutoff * sinc((n - centre) * cutoff) * hann((n - centre) / reach);
    }
    target[i] = Math.max(-32768, Math.min(32767, Math.round(sum)));
  }
  return { sampleRate: targetRate, samples: target };
}

const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const hann = (x) => 0.5 + 0.5 * Math.cos(Math.PI * x);
