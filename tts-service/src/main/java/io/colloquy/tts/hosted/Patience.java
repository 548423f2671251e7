package io.colloquy.tts.hosted;

import java.time.Duration;

/**
 * How long a service is waited for.
 *
 * @param connect until a connection stands
 * @param firstByte from the request to the first byte of sound
 * @param stall how far the sound may fall behind the time in which it would be heard
 * @param idle between two parts of an answer, however much sound is there in advance
 */
public record Patience(Duration connect, Duration firstByte, Duration stall, Duration idle) {}
