/** The MCP servers of a workspace, what their tools may do unasked, and what tools they have. */
package io.colloquy.conversation.mcp;
