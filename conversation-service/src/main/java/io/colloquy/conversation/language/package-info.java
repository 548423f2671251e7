/** Which language somebody speaks or writes. */
package io.colloquy.conversation.language;
