package io.colloquy.telephony.rtp;

/** An agreement, and the session description that tells the other side. */
public record Answer(String sdp, Agreed agreed) implements Answered {}
