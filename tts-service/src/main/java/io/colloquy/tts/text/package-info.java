/** Text on its way to a voice: cleaned, cut, and the way back to the characters it came from. */
package io.colloquy.tts.text;
