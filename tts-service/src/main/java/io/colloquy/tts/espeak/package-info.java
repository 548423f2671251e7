/** Every other language by espeak-ng, as a process of its own. */
package io.colloquy.tts.espeak;
