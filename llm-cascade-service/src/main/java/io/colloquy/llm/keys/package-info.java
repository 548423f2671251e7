/** Providers that are asked with a key that a workspace has of its own. */
package io.colloquy.llm.keys;
