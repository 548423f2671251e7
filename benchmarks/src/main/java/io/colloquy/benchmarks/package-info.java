/** Load and latency of a running Colloquy, measured from outside; results name the machine. */
package io.colloquy.benchmarks;
