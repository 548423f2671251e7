/** English by flite, in this process, through the foreign function interface. */
package io.colloquy.tts.flite;
