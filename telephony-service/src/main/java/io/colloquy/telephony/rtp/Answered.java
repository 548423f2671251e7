package io.colloquy.telephony.rtp;

/** What became of the other side's offer. */
public sealed interface Answered permits Answer, Refused {}
