/** Pieces of speech in the order of their conversations, cut into chunks and sent. */
package io.colloquy.tts.pieces;
