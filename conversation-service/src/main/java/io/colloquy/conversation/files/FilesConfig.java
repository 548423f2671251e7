package io.colloquy.conversation.files;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set; README.md says what for. */
@ConfigMapping(prefix = "colloquy.files")
interface FilesConfig {

  /** In one conversation, whatever its agent says. */
  @WithDefault("50")
  int maxPerConversation();

  /** Of all files of one conversation together. */
  @WithDefault("100000000")
  long maxBytesPerConversation();

  /** Uploads that are taken in at the same time; each needs memory for its file. */
  @WithDefault("4")
  int atOnce();

  /** After this time a conversation's files go even if nobody has told its end. */
  @WithDefault("24h")
  Duration longest();
}
