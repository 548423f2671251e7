/** Pronunciation dictionaries: what is to be said instead of what is written. */
package io.colloquy.tts.dictionary;
