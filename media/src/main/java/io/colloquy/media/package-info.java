/**
 * Sound itself: sample encodings, resampling, levels and spectra. Everything is mono 16-bit linear
 * PCM in {@code short[]} between an edge's bytes and a consumer's rate.
 */
package io.colloquy.media;
