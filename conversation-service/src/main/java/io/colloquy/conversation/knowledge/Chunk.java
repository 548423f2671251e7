package io.colloquy.conversation.knowledge;

/** A piece of a document, and what it is about. */
@SuppressWarnings("ArrayRecordComponent") // on its way to the database, never compared
record Chunk(String content, float[] vector) {}
