package io.colloquy.analysis.webhooks.delivery;

import java.io.InputStream;

/** Where nothing is recorded. */
final class NoRecordings implements AudioSource {
  @Override
  public InputStream open(String workspace, String conversationId) throws Body.Gone {
    throw new Body.Gone();
  }
}
