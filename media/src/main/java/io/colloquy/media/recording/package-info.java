/**
 * Calls that can be heard again: at the edge {@link io.colloquy.media.recording.CallRecorder} notes
 * what happens, later {@link io.colloquy.media.recording.Timeline} says who heard what when, and
 * {@link io.colloquy.media.recording.Replay} plays both sides on one clock.
 */
package io.colloquy.media.recording;
