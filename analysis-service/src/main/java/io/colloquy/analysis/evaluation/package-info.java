/** What came of a conversation: goals met or not, data collected, a summary. */
package io.colloquy.analysis.evaluation;
