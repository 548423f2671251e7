package io.colloquy.telephony.rtp;

import io.colloquy.telephony.sdp.Codec;

/**
 * What both sides use from now on.
 *
 * @param codec how sound travels
 * @param sampleRate samples a second of {@link Sound#pcm} and of {@link MediaPort#play}
 * @param srtp whether it travels encrypted
 * @param dtmf whether keys travel as events (RFC 4733); otherwise as tones within the sound
 * @param held whether the other side has put us on hold: nothing that is played reaches it
 */
public record Agreed(Codec codec, int sampleRate, boolean srtp, boolean dtmf, boolean held)
    implements Accepted {}
