/** Sounds as they are written down: the IPA, and the symbols that engines know. */
package io.colloquy.tts.phones;
