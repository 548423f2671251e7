// MP3 files as samples.

import { MPEGDecoder } from "mpg123-decoder";

/** Each channel of a file as { sampleRate, samples }, without the encoder's own delay. */
export async function channelsOf(mp3) {
  const decoder = new MPEGDecoder({ enableGapless: true });
  await decoder.ready;
  try {
    const { channelData, sampleRate, errors } = decoder.decode(new Uint8Array(mp3));
    if (errors.length > 0) {
      throw new Error(`not a whole MP3 file: ${errors[0].message}`);
    }
    return channelData.map((channel) => ({ sampleRate, samples: Int16Array.from(channel, pcm) }));
  } finally {
    decoder.free();
  }
}

const pcm = (share) => Math.round(Math.max(-1, Math.min(1, share)) * 32_767);
