/**
 * How an event gets to its receiver: when it is tried, what is signed and sent, what an answer
 * means. Plain Java but for the store and the HTTP client.
 */
package io.colloquy.analysis.webhooks.delivery;
