/**
 * Calls that can be heard again: takes what the edges tell of them, keeps it, and makes one sound
 * file of it when the call is over.
 */
package io.colloquy.analysis.recording;
