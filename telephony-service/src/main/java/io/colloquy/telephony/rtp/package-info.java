/**
 * The sound of phone calls: RTP and RTCP, codecs, the jitter buffer, keys pressed, encryption and
 * pacing. Plain Java. {@link io.colloquy.telephony.rtp.MediaPort} is all that signalling needs to
 * know.
 */
package io.colloquy.telephony.rtp;
