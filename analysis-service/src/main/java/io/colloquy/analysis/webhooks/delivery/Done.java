package io.colloquy.analysis.webhooks.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt that is over.
 *
 * @param sha256 of what was sent, in hex
 */
public record Done(
    Claim claim, Outcome outcome, Instant startedAt, Duration took, Optional<String> sha256) {}
