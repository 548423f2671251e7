/**
 * The knowledge base: documents that are uploaded, fetched or written, what they say, and how a
 * question finds it. Calls ask {@link io.colloquy.conversation.knowledge.Retrieval}.
 */
package io.colloquy.conversation.knowledge;
