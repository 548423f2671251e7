/**
 * The Model Context Protocol from the side of the client, over streamable HTTP and over the older
 * HTTP with server-sent events. Every method blocks its (virtual) thread.
 */
package io.colloquy.conversation.mcp.client;
