/**
 * Several recognisers in an order: one that fails is replaced within the utterance by the next,
 * which hears the utterance from its beginning.
 */
package io.colloquy.conversation.speech.fallback;
