/** Conversations between an agent and a simulated user, in text and without a line. */
package io.colloquy.conversation.simulation;
