/** Which object of a workspace needs which other, and what a caller may do with what it sees. */
package io.colloquy.conversation.usage;
