/**
 * Speech by services of others, over HTTP. Each is a {@link io.colloquy.tts.voice.Synthesizer} like
 * the embedded engines.
 */
package io.colloquy.tts.hosted;
