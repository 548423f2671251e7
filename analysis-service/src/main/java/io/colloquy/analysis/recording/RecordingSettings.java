package io.colloquy.analysis.recording;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How recordings are taken in and made. */
@ConfigMapping(prefix = "colloquy.recording")
interface RecordingSettings {

  /** Of the sound of a call with which it is put into the blob store. */
  @WithDefault("1M")
  MemorySize segment();

  /** After which what has come of a call is put there in any case. */
  @WithDefault("15s")
  Duration segmentAge();

  /** What may wait in memory of all calls together; twice as much while the store is away. */
  @WithDefault("32M")
  MemorySize memory();

  /** A call whose end is known from its events is over when nothing came of it for so long. */
  @WithDefault("40s")
  Duration quietSoon();

  /** Any call is. */
  @WithDefault("10m")
  Duration quietLate();

  /** For how long parts of a call without a known end may still come. */
  @WithDefault("25h")
  Duration lateParts();

  /** How often is looked for what is to be done. */
  @WithDefault("1s")
  Duration interval();

  /** How many files are made at once. */
  @WithDefault("2")
  int encoders();

  default Intake.Limits limits() {
    return new Intake.Limits(
        Math.toIntExact(segment().asLongValue()), segmentAge(), memory().asLongValue());
  }

  default Studio.Patience patience() {
    return new Studio.Patience(quietSoon(), quietLate(), lateParts());
  }
}
