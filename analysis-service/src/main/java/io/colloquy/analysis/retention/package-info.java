/** Deletes what has had its time, and tells others of it. */
package io.colloquy.analysis.retention;
