/** What users send beside words, on its way to a model: fetched, bounded, or told of in words. */
package io.colloquy.llm.files;
