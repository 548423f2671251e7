/** What is done about a conversation after its end: analysis, announcement, webhooks. */
package io.colloquy.analysis.aftercall;
