package io.colloquy.telephony.rtp;

/** What became of our offer. */
public sealed interface Accepted permits Agreed, Refused {}
