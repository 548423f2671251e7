/** What an edge tells of the sound of a call, so that it can be heard again later. */
package io.colloquy.contracts.recording;
