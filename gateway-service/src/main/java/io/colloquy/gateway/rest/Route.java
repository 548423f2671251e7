package io.colloquy.gateway.rest;

import java.time.Duration;

/**
 * Where the calls of a resource go.
 *
 * @param resource its name in this gateway's settings
 * @param maxBody the largest request body, in bytes
 * @param responseTimeout how long the service may stay silent
 */
record Route(String resource, Upstream upstream, long maxBody, Duration responseTimeout) {}
