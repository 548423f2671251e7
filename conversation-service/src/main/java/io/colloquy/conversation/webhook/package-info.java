/** Uses webhook tools: from a tool and what the model filled in to a request, and back. */
package io.colloquy.conversation.webhook;
