/** Traces that follow a turn from service to service, through the headers of packets. */
package io.colloquy.bus.trace;
