package io.colloquy.analysis.webhooks.delivery;

import java.io.IOException;
import java.io.InputStream;

/** Where recordings of conversations are read. */
public interface AudioSource {

  /**
   * Opens a recording as MP3, from its beginning. It is opened twice for each attempt to send it
   * and must be the same both times. Blocks.
   *
   * @throws Body.Gone if there is none, or none any more
   * @throws IOException if it cannot be read now
   */
  InputStream open(String workspace, String conversationId) throws IOException;
}
