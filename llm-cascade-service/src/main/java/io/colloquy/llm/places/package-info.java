/** Who may ask a provider now, and who waits: no provider is asked more at once than it bears. */
package io.colloquy.llm.places;
