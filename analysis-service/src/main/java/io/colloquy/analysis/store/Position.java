package io.colloquy.analysis.store;

/**
 * A place in the order of the list, newest first. It stays right while conversations come and go
 * before and after it.
 */
public record Position(long startedAtUnixSecs, String conversationId) {}
