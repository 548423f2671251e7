/**
 * Why an answer came from the model it came from: for operators, without a word of what was said.
 */
package io.colloquy.llm.explain;
