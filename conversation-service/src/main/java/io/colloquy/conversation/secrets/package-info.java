/** The secrets of a workspace: sealed where they are stored, opened only where they are used. */
package io.colloquy.conversation.secrets;
