package io.colloquy.analysis.aftercall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What can be set for the time after a call. */
@ConfigMapping(prefix = "colloquy.after-call")
public interface AfterCallSettings {

  /** How many conversations one instance looks at at once; bounds its memory and its questions. */
  @WithDefault("8")
  int concurrency();

  /** How often to look for what has become due. */
  @WithDefault("500ms")
  Duration look();

  /** Before each further attempt to reach a model; after the last one, what it told counts. */
  @WithDefault("10s,30s,1m,3m,10m")
  List<Duration> pauses();

  /** How long after the end of a conversation its recording is waited for. */
  @WithDefault("2m")
  Duration recordingPatience();

  /** A running conversation of which nothing was heard for as long as this has failed. */
  @WithDefault("3h")
  Duration lostAfter();
}
