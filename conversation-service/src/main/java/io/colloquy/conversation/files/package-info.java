/**
 * Files that users send in a conversation: kept while it goes on, for its model, and gone with it.
 */
package io.colloquy.conversation.files;
