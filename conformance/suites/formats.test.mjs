// Each of the seven formats, in and out: what is announced, what is heard, what is sent back.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FORMATS, sampleRateOf } from "../audio/formats.mjs";
import { durationMs, rms, shareOfEnergy } from "../audio/measure.mjs";
import { found, recognised } from "../audio/recognise.mjs";
import { createAgent, removeAgent } from "../call/colloquy.mjs";
import { SocketCall } from "../call/socket-call.mjs";
import { CLOSING_TIME, GREETING, PROMPT, spoken } from "../questions/spoken.mjs";

const timeout = 90_000;

async function calling(input, output, talk) {
  const agentId = await createAgent(`Conformance: ${input} in, ${output} out`, {
    agent: { first_message: GREETING.text, prompt: { llm: "builtin", prompt: PROMPT } },
    asr: { user_input_audio_format: input },
    tts: { agent_output_audio_format: output },
  });
  try {
    const call = await SocketCall.start(agentId);
    try {
      await talk(call);
    } finally {
      await call.hangUp();
    }
  } finally {
    await removeAgent(agentId);
  }
}

/** Speech, at its right speed and level, whatever the sample rate. */
function assertSpeech(audio) {
  const ms = durationMs(audio);
  assert.ok(ms > GREETING.ms * 0.8 && ms < GREETING.ms * 1.25, `${ms} ms instead of ${GREETING.ms}`);
  const level = rms(audio.samples);
  assert.ok(level > 500 && level < 12_000, `RMS ${level}`);
  const share = shareOfEnergy(audio, 80, 1_500);
  assert.ok(share > 0.8, `${share} of the energy lies where a voice has it`);
}

/** In a hurry: the two that have a telephone on one side. */
const SLICE = ["pcm_24000", "ulaw_8000"];

describe("formats", () => {
  FORMATS.forEach((input, i) => {
    // Another format out than in, so that a mix-up of the two cannot pass.
    const output = FORMATS[(i + 3) % FORMATS.length];
    const skip = process.env.CONFORMANCE === "fast" && !SLICE.includes(input) && "not in the slice";

    test(`${input} in, ${output} out`, { timeout, skip }, () =>
      calling(input, output, async (call) => {
        assert.equal(call.metadata.user_input_audio_format, input);
        assert.equal(call.metadata.agent_output_audio_format, output);

        const microphone = call.openMicrophone();
        const greeting = await call.nextAnswer();
        const greeted = await call.wholeAudioOf(greeting.eventId);
        assertSpeech(greeted);
        if (sampleRateOf(output) >= 16_000) {
          const heard = await recognised(greeted);
          assert.deepEqual(found(GREETING.keyWords, heard), GREETING.keyWords, heard);
        }

        // The greeting is over for its listener when its audio has been played.
        await new Promise((resolve) => setTimeout(resolve, GREETING.ms));
        await microphone.say(spoken(CLOSING_TIME)).end;
        const { message } = await call.first("user_transcript");
        const transcript = message.user_transcription_event.user_transcript;
        assert.notEqual(transcript, "");
        if (sampleRateOf(input) >= 16_000) {
          assert.deepEqual(found(CLOSING_TIME.words, transcript), CLOSING_TIME.words, transcript);
        }
        const answer = await call.first(
          "agent_response",
          ({ agent_response_event: event }) => event.event_id > greeting.eventId,
        );
        const { event_id: eventId } = answer.message.agent_response_event;
        assert.ok(durationMs(await call.wholeAudioOf(eventId)) > 300);
      }));
  });
});
