package io.colloquy.gateway.rest;

/**
 * Where the calls of a resource go.
 *
 * @param resource its name in this gateway's settings
 * @param maxBody the largest request body, in bytes
 */
record Route(String resource, Upstream upstream, long maxBody) {}
