/** Which voices there are, for those who choose one. */
package io.colloquy.tts.catalogue;
