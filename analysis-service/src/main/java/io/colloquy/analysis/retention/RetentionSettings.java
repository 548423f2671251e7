package io.colloquy.analysis.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How what has had its time is deleted. */
@ConfigMapping(prefix = "colloquy.retention")
interface RetentionSettings {

  /** How often to look for what is due. */
  @WithDefault("5s")
  Duration look();

  /** Of how many conversations something is deleted in one transaction. */
  @WithDefault("100")
  int batch();

  /** How long webhooks that fail are waited for, beyond the time at which a conversation goes. */
  @WithDefault("P4D")
  Duration webhookPatience();
}
