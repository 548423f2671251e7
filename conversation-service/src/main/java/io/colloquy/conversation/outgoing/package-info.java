/** HTTP requests to addresses that customers name: judged, bounded in time, size and number. */
package io.colloquy.conversation.outgoing;
