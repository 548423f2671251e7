package io.colloquy.analysis.webhooks.delivery;

import java.time.Duration;

/**
 * What waits, of webhooks that are not disabled.
 *
 * @param oldest for how long the oldest event has not been delivered; zero if none waits
 */
record Backlog(long pending, Duration oldest) {}
