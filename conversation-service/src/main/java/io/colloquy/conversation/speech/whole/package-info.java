/**
 * Recognition of whole utterances: the sound is gathered and given away at the end, and on the way,
 * if that is wanted, again and again for what has been said so far.
 */
package io.colloquy.conversation.speech.whole;
