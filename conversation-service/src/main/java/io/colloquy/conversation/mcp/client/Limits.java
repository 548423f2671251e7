package io.colloquy.conversation.mcp.client;

import java.time.Duration;

/**
 * What a server may take.
 *
 * @param time for all requests of one task together
 * @param bytes of one response
 * @param tools of one server
 */
public record Limits(Duration time, int bytes, int tools) {}
