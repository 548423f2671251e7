/** How this service makes itself known to others' servers: auth connections and their tokens. */
package io.colloquy.conversation.auth;
