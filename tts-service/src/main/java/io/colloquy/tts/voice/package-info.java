/** What turns text into sound, and which of them speaks when. */
package io.colloquy.tts.voice;
