package io.colloquy.tts.pieces;

import io.colloquy.contracts.speech.Alignment;

/**
 * A part of a piece as it is sent.
 *
 * @param bytes whole samples in the conversation's output format; empty where characters remain to
 *     be told and no sound does
 * @param durationMs how long the bytes sound
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared or hashed
record Chunk(byte[] bytes, double durationMs, Alignment alignment) {}
