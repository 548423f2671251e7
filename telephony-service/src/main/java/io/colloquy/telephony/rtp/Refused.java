package io.colloquy.telephony.rtp;

/**
 * No agreement; what was agreed before still holds.
 *
 * @param status the SIP status that says so, 488 where nothing fits and 400 for what is no session
 *     description
 * @param reason why, in words for a log; nothing of the other side's text
 */
public record Refused(int status, String reason) implements Answered, Accepted {}
